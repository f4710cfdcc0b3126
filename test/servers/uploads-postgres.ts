import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { buildApk } from '../helpers/artifacts/apk.js';
import { slipway } from '../helpers/command.js';
import { startPostgres } from '../helpers/postgres.js';
import { startServerProcess } from '../helpers/server-process.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { beginPiece, tusOf, writeAll } from '../helpers/tus.js';

test('two processes on one database and one storage share uploads, and one takes over from a dead one', async (t) => {
  const settings = {
    DATABASE_URL: await startPostgres(t),
    STORAGE_DIR: await temporaryFolder(t),
  };
  t.is((await slipway(['migrate'], { env: { ...settings } })).status, 0);
  const [one, two] = [await startServerProcess(t, settings), await startServerProcess(t, settings)];
  const args = ['token', 'create', '--name', 'ci', '--scopes', 'upload,publish,read'];
  const { out } = await slipway(args, { env: one.env });
  const credentials = { Authorization: `Bearer ${out.trim()}` };
  const [first, second] = [tusOf(one.client(), credentials), tusOf(two.client(), credentials)];

  for (let versionCode = 1; versionCode <= 10; versionCode += 1) {
    const raced = buildApk({ versionCode });
    const race = await first.open({ size: raced.length, app: 'campus' });
    const writers = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? first : second));
    const answers = await Promise.all(writers.map((writer) => writer.append(race, 0, raced)));
    const statuses = answers.map(({ status }) => status);
    t.is(statuses.filter((status) => status === 200).length, 1, statuses.join());
  }

  const bytes = buildApk({ versionCode: 20, padToBytes: 30_000_000 });
  const path = await first.open({ size: bytes.length, app: 'campus' });
  const piece = { offset: 0, length: bytes.length, credentials };
  const socket = await beginPiece(one.url, path, piece);
  await writeAll(socket, bytes.subarray(0, 20_000_000));
  while ((await second.offset(path)) === 0) await sleep(50);
  await one.end('SIGKILL');
  const died = performance.now();
  let answer = await second.append(path, await second.offset(path), Buffer.alloc(0));
  t.is(answer.status, 423);
  while (answer.status === 423) {
    await sleep(1000);
    const offset = await second.offset(path);
    answer = await second.append(path, offset, bytes.subarray(offset));
  }
  const seconds = (performance.now() - died) / 1000;
  t.log(`taken over after ${seconds.toFixed(1)} s`);
  t.true(seconds < 30);
  t.is(answer.status, 200, answer.text);
  t.like(answer.json(), { versionCode: '20', size: bytes.length });
});
