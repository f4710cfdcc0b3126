import { access, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createIncoming, sweepIncoming } from '../../src/storage/incoming.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const HOUR_MS = 3_600_000;

test('every arrival has a path of its own in a folder for the owner alone', async (t) => {
  const storage = await temporaryFolder(t);
  const paths = await Promise.all(Array.from({ length: 10 }, () => createIncoming(storage)));
  t.is(new Set(paths).size, 10);
  t.is((await stat(join(storage, 'incoming'))).mode & 0o777, 0o700);
  await t.throwsAsync(access(paths[0] ?? ''), { code: 'ENOENT' });
});

test('a sweep removes what was not written to for the given time and spares the rest', async (t) => {
  const storage = await temporaryFolder(t);
  const now = new Date();
  const old = await createIncoming(storage);
  const live = await createIncoming(storage);
  await writeFile(old, 'left by a process that died');
  await writeFile(live, 'still arriving');
  await utimes(old, now, new Date(now.getTime() - 2 * HOUR_MS));
  t.is(await sweepIncoming(storage, HOUR_MS, now), 1);
  await t.throwsAsync(access(old), { code: 'ENOENT' });
  await access(live);
});

test('a sweep of everything leaves nothing, also of the future or in folders', async (t) => {
  const storage = await temporaryFolder(t);
  const now = new Date();
  const future = await createIncoming(storage);
  await writeFile(future, 'x');
  await utimes(future, now, new Date(now.getTime() + HOUR_MS));
  const folder = await createIncoming(storage);
  await mkdir(folder);
  await writeFile(join(folder, 'part'), 'x');
  t.is(await sweepIncoming(storage, 0, now), 2);
  t.deepEqual(await readdir(join(storage, 'incoming')), []);
});

test('a sweep before anything arrived is no error', async (t) => {
  t.is(await sweepIncoming(await temporaryFolder(t), 0, new Date()), 0);
});
