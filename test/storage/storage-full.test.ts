import { access, writeFile } from 'node:fs/promises';
import test from 'ava';
import { connect } from '../../src/database/connect.js';
import { isAppError } from '../../src/errors.js';
import { contentKey } from '../../src/storage/keys.js';
import { containedPath } from '../../src/storage/path.js';
import { asStorageFull } from '../../src/storage/storage-full.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

test('a full disk is storage_full, with the system error as its cause', async (t) => {
  const device = await access('/dev/full').then(
    () => true,
    () => false,
  );
  const full = device
    ? await writeFile('/dev/full', 'x').catch((error: unknown) => error)
    : Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const refusal = asStorageFull(full);
  t.true(isAppError(refusal, 'storage_full'));
  t.is((refusal as Error).cause, full);
});

test('a database that finds no space is storage_full as well', async (t) => {
  const database = await connect({ url: undefined, storageDir: await temporaryFolder(t) });
  await database.query('CREATE TABLE things (thing BLOB)');
  await database.query('PRAGMA max_page_count = 3');
  const full = await t.throwsAsync(database.query('INSERT INTO things VALUES (zeroblob(1000000))'));
  t.true(isAppError(asStorageFull(full), 'storage_full'), String(full));
  await database.close();
});

test('any other error stays what it is', (t) => {
  const other = Object.assign(new Error('denied'), { code: 'EACCES' });
  t.is(asStorageFull(other), other);
});

test('a key is made of a SHA-256 and a plain extension', (t) => {
  t.is(contentKey('artifacts', 'ab'.repeat(32), 'apk'), `artifacts/ab/${'ab'.repeat(31)}.apk`);
  t.throws(() => contentKey('artifacts', 'AB'.repeat(32), 'apk'));
  t.throws(() => contentKey('artifacts', 'ab'.repeat(32), 'apk/../x'));
});

test('no key reaches outside the folders of stored files', (t) => {
  t.is(containedPath('/srv/storage', 'icons/ab/c.png'), '/srv/storage/icons/ab/c.png');
  const bad = ['icons/..', 'icons/../database.sqlite', 'database.sqlite', 'icons/a\0b', 'icons//a'];
  for (const key of [...bad, 'icons/.hidden', 'icons/a\nb', 'icons/a/', 'tls/ca.key', '\\icons']) {
    t.throws(() => containedPath('/srv/storage', key), { message: /not a key/ }, key);
  }
});
