import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { takeStorage } from '../src/database/exclusive.js';
import { slipway } from './helpers/command.js';
import { startServerProcess } from './helpers/server-process.js';
import { temporaryFolder } from './helpers/temporary-folder.js';

test('a second server on the same port ends, and leaves alone what the first is receiving', async (t) => {
  const server = await startServerProcess(t);
  const incoming = join(server.storageDir, 'incoming', 'a-running-upload');
  await writeFile(incoming, 'half of it');
  const { status, err } = await slipway(['serve'], { env: server.env });
  t.is(status, 1);
  t.regex(err, /EADDRINUSE/);
  t.is(await readFile(incoming, 'utf8'), 'half of it');
  t.is((await server.client().get('/readyz')).status, 200);
});

test('a second server on the same storage ends with a sentence, whatever its port', async (t) => {
  const server = await startServerProcess(t);
  const incoming = join(server.storageDir, 'incoming', 'a-running-upload');
  await writeFile(incoming, 'half of it');
  const second = { ...server.env, PORT: '0' };
  const { status, out, err } = await slipway(['serve'], { env: second });
  t.is(status, 1);
  t.is(out, '');
  t.regex(err, /^busy: Another "slipway serve" is working on the storage directory [^\n]+\n$/);
  t.is(await readFile(incoming, 'utf8'), 'half of it');
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'read', '--json'];
  t.is((await slipway(args, { env: second })).status, 0, 'operators go on working');
  await server.end('SIGKILL');
  await server.start();
  t.is((await server.client().get('/readyz')).status, 200, 'a killed server leaves no lock');
  t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
});

test('one process takes a storage once, until it gives it back', async (t) => {
  const storageDir = await temporaryFolder(t);
  const release = await takeStorage(storageDir);
  await t.throwsAsync(takeStorage(storageDir), { message: /^Another "slipway serve"/ });
  await release();
  await t.notThrowsAsync(async () => (await takeStorage(storageDir))());
});

test('a database file that is none is told in one line', async (t) => {
  const storageDir = await temporaryFolder(t);
  await writeFile(join(storageDir, 'database.sqlite'), 'no database'.repeat(500));
  const { status, err } = await slipway(['serve'], { env: { STORAGE_DIR: storageDir, PORT: '0' } });
  t.is(status, 1);
  t.regex(err, /^slipway: SQLITE_NOTADB[^\n]*\n$/);
});
