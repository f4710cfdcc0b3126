import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { slipway } from '../../helpers/command.js';
import { fileScope } from '../../helpers/scope.js';
import { type ServerProcess, startServerProcess } from '../../helpers/server-process.js';
import { beginPiece, type Tus, tusOf, writeAll } from '../../helpers/tus.js';

const scope = fileScope(test);
let server: ServerProcess;
let tus: Tus;
let authorization: Record<string, string>;

test.before(async () => {
  server = await startServerProcess(scope);
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload,publish,read'];
  const { out } = await slipway(args, { env: server.env });
  authorization = { Authorization: `Bearer ${out.trim()}` };
  tus = tusOf(server.client(), authorization);
});

const begin = (path: string, offset: number, length: number) =>
  beginPiece(server.url, path, { offset, length, credentials: authorization });

/** What is reported lies on disk, byte for byte. */
async function durable(path: string, bytes: Buffer): Promise<number> {
  const offset = await tus.offset(path);
  const file = await readFile(join(server.storageDir, 'uploads', path.slice(-32)));
  return file.subarray(0, offset).equals(bytes.subarray(0, offset)) ? offset : -1;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await sleep(20);
}

test.serial('what came before a cut counts, and the rest makes the build', async (t) => {
  const bytes = buildApk({ versionCode: 1, padToBytes: 3_000_000 });
  const path = await tus.open({ size: bytes.length, app: 'campus' });
  for (const end of [700_000, 1_500_000, 2_200_000]) {
    const offset = await tus.offset(path);
    const socket = await begin(path, offset, bytes.length - offset);
    await writeAll(socket, bytes.subarray(offset, end));
    await sleep(100);
    socket.destroy();
    await until(async () => (await tus.offset(path)) > offset);
    t.true((await durable(path, bytes)) > offset);
  }
  const offset = await tus.offset(path);
  t.true(offset > 1_500_000 && offset <= 2_200_000);
  const answer = await tus.append(path, offset, bytes.subarray(offset));
  t.is(answer.status, 200, answer.text);
  t.is(answer.json<{ sha256: string }>().sha256, createHash('sha256').update(bytes).digest('hex'));
});

test.serial('an upload goes on after kill -9 of the server in its middle', async (t) => {
  const bytes = buildApk({ versionCode: 2, padToBytes: 30_000_000 });
  const path = await tus.open({ size: bytes.length, app: 'campus' });
  const socket = await begin(path, 0, bytes.length);
  await writeAll(socket, bytes.subarray(0, 20_000_000));
  await until(async () => (await tus.offset(path)) > 0);
  await server.end('SIGKILL');
  await server.start();
  const offset = await durable(path, bytes);
  t.true(offset >= 8_000_000 && offset <= 20_000_000, String(offset));
  t.deepEqual(await readdir(join(server.storageDir, 'uploads')), [path.slice(-32)]);
  const answer = await tus.append(path, offset, bytes.subarray(offset));
  t.is(answer.status, 200, answer.text);
  t.is(answer.json<{ sha256: string }>().sha256, createHash('sha256').update(bytes).digest('hex'));
});

test.serial('a build whose maker dies is made by who asks again', async (t) => {
  const bytes = buildApk({ versionCode: 3, padToBytes: 60_000_000 });
  const path = await tus.open({ size: bytes.length, app: 'campus' });
  const last = tus.append(path, 0, bytes).catch(() => undefined);
  await until(async () => (await tus.offset(path)) === bytes.length);
  await server.end('SIGKILL');
  await last;
  await server.start();
  t.is(await tus.offset(path), bytes.length);
  const answer = await tus.send('POST', `${path}/build`);
  t.is(answer.status, 200, answer.text);
  t.like(answer.json(), { versionCode: '3', size: bytes.length });
});
