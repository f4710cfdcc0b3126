import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import test from 'ava';
import { LocalStore } from '../../src/storage/local-store.js';
import { arrive, fileStoreContract, keyOf } from '../helpers/file-store-contract.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

fileStoreContract(test, 'local disk', async (_t, folder) => new LocalStore(folder));

test('a stored file is renamed, not copied, into a folder for its owner alone', async (t) => {
  const folder = await temporaryFolder(t);
  const path = await arrive(folder, Buffer.from('build'));
  const { ino } = await stat(path);
  await new LocalStore(folder).put(path, keyOf('a'));
  t.is((await stat(join(folder, keyOf('a')))).ino, ino);
  t.is((await stat(join(folder, 'artifacts', 'aa'))).mode & 0o777, 0o700);
});

test('a file that a crash cut short is replaced when its bytes arrive again', async (t) => {
  const folder = await temporaryFolder(t);
  const store = new LocalStore(folder);
  await store.put(await arrive(folder, Buffer.from('whole build')), keyOf('a'));
  await truncate(join(folder, keyOf('a')), 3);
  await store.put(await arrive(folder, Buffer.from('whole build')), keyOf('a'));
  t.is(await readFile(join(folder, keyOf('a')), 'utf8'), 'whole build');
});

test('a small file that cannot be put in place leaves no draft', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'artifacts'), 'a file where a folder should be');
  await t.throwsAsync(new LocalStore(folder).writeSmall(keyOf('a'), Buffer.from('x')));
  t.deepEqual(await readdir(join(folder, 'incoming')), []);
});

test('a relative storage directory gives the same keys', async (t) => {
  const folder = await temporaryFolder(t);
  const store = new LocalStore(relative(process.cwd(), folder));
  await store.put(await arrive(folder, Buffer.from('x')), keyOf('a'));
  for await (const { key } of store.list('artifacts/')) t.is(key, keyOf('a'));
  t.plan(1);
});
