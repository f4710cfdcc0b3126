import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { writeLargeApk } from '../helpers/artifacts/large-files.js';
import { slipway } from '../helpers/command.js';
import { startServerProcess } from '../helpers/server-process.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

/** Resident memory of a process in MiB. */
async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

/** Watches a process until told to stop; gives the highest figure seen. */
function watchPeak(pid: number): () => Promise<number> {
  let peak = 0;
  const look = async () => {
    peak = Math.max(peak, await residentMiB(pid));
  };
  const timer = setInterval(() => void look(), 25);
  return async () => {
    clearInterval(timer);
    await look();
    return peak;
  };
}

test('memory stays flat while a build of 1 GiB comes in', async (t) => {
  const server = await startServerProcess(t);
  const folder = await temporaryFolder(t);
  const tokenArgs = ['token', 'create', '--name', 'ci', '--scopes', 'upload,publish'];
  const token = await slipway(tokenArgs, { env: server.env });
  const env = {
    SLIPWAY_URL: server.url,
    SLIPWAY_TOKEN: token.out.trim(),
    SLIPWAY_CA: join(server.storageDir, 'tls', 'ca.pem'),
  };
  const [small, large] = [join(folder, 'small.apk'), join(folder, 'large.apk')];
  await writeLargeApk(small, mebibyte, { versionCode: 1 });
  await writeLargeApk(large, gibibyte, { versionCode: 2 });
  // The first build loads what every later one finds loaded.
  t.is((await slipway(['upload', small, '--app', 'campus'], { env })).status, 0);

  const before = await residentMiB(server.pid);
  const stop = watchPeak(server.pid);
  const began = performance.now();
  const upload = await slipway(['upload', large, '--json'], { env });
  const seconds = (performance.now() - began) / 1000;
  const grown = (await stop()) - before;
  t.is(upload.status, 0, upload.err);
  t.log(`RSS ${before.toFixed(0)} MiB, ${grown.toFixed(1)} MiB more, ${seconds.toFixed(1)} s`);
  t.true(grown < 64, `${grown} MiB`);
});
