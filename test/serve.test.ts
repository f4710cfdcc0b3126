import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { slipway } from './helpers/command.js';
import { startServerProcess } from './helpers/server-process.js';

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
