import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
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

test('a database file that is none is told in one line', async (t) => {
  const storageDir = await temporaryFolder(t);
  await writeFile(join(storageDir, 'database.sqlite'), 'no database'.repeat(500));
  const { status, err } = await slipway(['serve'], { env: { STORAGE_DIR: storageDir, PORT: '0' } });
  t.is(status, 1);
  t.regex(err, /^slipway: SQLITE_NOTADB[^\n]*\n$/);
});
