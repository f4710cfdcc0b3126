import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { factsOf } from '../../src/cli/upload-file.js';
import { writeLargeApk } from '../helpers/artifacts/large-files.js';
import { slipway } from '../helpers/command.js';
import { startCuttingProxy } from '../helpers/cutting-proxy.js';
import { startServerProcess } from '../helpers/server-process.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { beginPiece, tusOf, writeAll } from '../helpers/tus.js';

const mebibyte = 1024 * 1024;
/** `UPLOAD_TEST_MIB=1024` is the whole promise; less is quicker. */
const sizeMiB = Number(process.env.UPLOAD_TEST_MIB ?? 256);
/** Every 100 MiB of 1 GiB. */
const cutEvery = Math.floor((sizeMiB * mebibyte * 100) / 1024);

test(`an upload of ${sizeMiB} MiB survives a dead server, a dead client, and a proxy that cuts it`, async (t) => {
  const server = await startServerProcess(t);
  const folder = await temporaryFolder(t);
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload,publish,read'];
  const { out: token } = await slipway(args, { env: server.env });
  const proxy = await startCuttingProxy(t, { port: Number(new URL(server.url).port), cutEvery });
  const env = {
    SLIPWAY_URL: proxy.url,
    SLIPWAY_TOKEN: token.trim(),
    SLIPWAY_CA: join(server.storageDir, 'tls', 'ca.pem'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  const path = join(folder, 'large.apk');
  await writeLargeApk(path, sizeMiB * mebibyte, { versionCode: 1 });
  const { sha256, size } = await factsOf(path);
  const command = ['upload', path, '--app', 'campus', '--json'];
  const begun = performance.now();

  const first = spawn(process.execPath, ['dist/src/main.js', ...command], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: 'ignore',
  });
  t.teardown(() => first.kill('SIGKILL'));
  await proxy.reached(0.3 * size);
  await server.end('SIGKILL');
  await sleep(1000);
  await server.start();
  await proxy.reached(0.6 * size);
  first.kill('SIGKILL');
  await once(first, 'exit');

  const second = await slipway(command, { env });
  t.is(second.status, 0, second.err);
  t.like(second.json(), { sha256, size, app: 'campus' });
  t.deepEqual(await readdir(join(server.storageDir, 'uploads')), []);
  t.deepEqual(await readdir(join(env.XDG_STATE_HOME, 'slipway', 'uploads')), []);
  const ratio = proxy.received() / size;
  const seconds = (performance.now() - begun) / 1000;
  t.log(`sent ${ratio.toFixed(3)} times, ${proxy.cuts()} cuts, ${seconds.toFixed(1)} s`);
  t.true(proxy.cuts() >= 8);
  t.true(ratio <= 1.1, `every byte was sent ${ratio} times`);

  const again = proxy.received();
  t.is((await slipway(command, { env })).status, 0);
  t.true(proxy.received() - again < mebibyte, 'the same bytes are not sent again');
});

test('a sender from whom nothing comes loses the upload to the next one within half a minute', async (t) => {
  const server = await startServerProcess(t);
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload'];
  const { out: token } = await slipway(args, { env: server.env });
  const credentials = { Authorization: `Bearer ${token.trim()}` };
  const tus = tusOf(server.client(), credentials);
  const path = await tus.open({ size: 3_000_000 });
  const piece = { offset: 0, length: 3_000_000, credentials };
  const socket = await beginPiece(server.url, path, piece);
  t.teardown(() => socket.destroy());
  await writeAll(socket, Buffer.alloc(1_000_000));
  await sleep(500);
  const begun = performance.now();
  t.is((await tus.append(path, 0, Buffer.alloc(10))).status, 423);
  while ((await tus.append(path, await tus.offset(path), Buffer.alloc(10))).status !== 204) {
    await sleep(500);
  }
  const seconds = (performance.now() - begun) / 1000;
  t.log(`free after ${seconds.toFixed(1)} s`);
  t.true(seconds < 30);
  t.is(await tus.offset(path), 1_000_010);
});
