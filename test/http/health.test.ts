import { statfs } from 'node:fs/promises';
import test from 'ava';
import { freeBytes } from '../../src/storage/free-space.js';
import { startServer } from '../helpers/server.js';

test.serial('a server is ready while there is space, and alive without', async (t) => {
  const roomy = await startServer(t);
  t.is((await roomy.client().get('/readyz')).status, 200);
  await roomy.stop();
  const full = await startServer(t, { leastFreeBytes: Number.MAX_SAFE_INTEGER });
  const answer = await full.client().get('/readyz');
  t.is(answer.status, 503);
  t.is(answer.json().code, 'busy');
  t.is((await full.client().get('/healthz')).status, 200);
});

test.serial('free space is counted in bytes', async (t) => {
  const { bsize, blocks } = await statfs('.');
  const free = await freeBytes('.');
  t.true(free > 0 && free <= bsize * blocks);
});
