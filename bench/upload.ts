import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from '../src/artifacts/inspect.js';
import { writeLargeApk } from '../test/helpers/artifacts/large-files.js';
import { slipway } from '../test/helpers/command.js';
import type { Client } from '../test/helpers/http.js';
import type { Scope } from '../test/helpers/scope.js';
import { type ServerProcess, startServerProcess } from '../test/helpers/server-process.js';
import { temporaryFolder } from '../test/helpers/temporary-folder.js';
import { sendBare, startLeastServer } from './least-upload.js';

// Two ratios, each within one run. From `slipway upload --publish` of an APK (200 MiB) to a ticket
// that opens, beside the least that could do it (over TLS to disk while hashing, fsync, one row,
// rename; a client process of its own) plus judging the file. And tus beside a body that is hashed
// and written (1 GiB). `npm run bench:upload [MiB of the APK] [MiB of the body]`

const mebibyte = 1024 * 1024;
const bar = { installable: 1.25, tus: 0.8 };
const rounds = 3;
const number = '20010001';
const password = 'lantern-harbour-41';

async function main(): Promise<void> {
  const works: (() => unknown)[] = [];
  const scope: Scope = { teardown: (work) => works.push(work) };
  try {
    const folder = await temporaryFolder(scope);
    await installable(scope, folder, Number(process.argv[2] ?? 200));
    await throughput(scope, folder, Number(process.argv[3] ?? 1024));
  } finally {
    for (const work of works.reverse()) await work();
  }
}

async function installable(scope: Scope, folder: string, sizeMiB: number): Promise<void> {
  const server = await startServerProcess(scope);
  const world = await prepare(server, folder);
  const least = await startLeastServer(scope, { storageDir: server.storageDir, tls: true });
  const times = { ours: [] as number[], least: [] as number[], judging: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const path = join(folder, `${round}.apk`);
    await writeLargeApk(path, sizeMiB * mebibyte, { versionCode: round + 2 });
    times.least.push(await timed(() => sendBare(least.url, path)));
    times.judging.push(await timed(() => judge(path)));
    times.ours.push(await timed(() => uploadToTicket(server.client(), path, world)));
    await rm(path);
  }
  const [ours, bare, judging] = [times.ours, times.least, times.judging].map((all) =>
    Math.min(...all),
  ) as [number, number, number];
  const allowed = bar.installable * bare + judging;
  report(
    ours <= allowed,
    `upload to installable, ${sizeMiB} MiB: ${ours.toFixed(2)} s; least ${bare.toFixed(2)} s, ` +
      `judging ${judging.toFixed(2)} s: ${((ours - judging) / bare).toFixed(2)} × the least ` +
      `(bar ${bar.installable}, ${allowed.toFixed(2)} s)`,
  );
}

interface World {
  env: Record<string, string>;
  headers: Record<string, string>;
}

/** A token, an app, and a person who is registered. */
async function prepare(server: ServerProcess, folder: string): Promise<World> {
  const scopes = 'upload,publish,read,people';
  const args = ['token', 'create', '--name', 'bench', '--scopes', scopes];
  const token = (await slipway(args, { env: server.env })).out.trim();
  const env = {
    SLIPWAY_URL: server.url,
    SLIPWAY_TOKEN: token,
    SLIPWAY_CA: join(server.storageDir, 'tls', 'ca.pem'),
    XDG_STATE_HOME: folder,
  };
  const small = join(folder, 'small.apk');
  await writeLargeApk(small, mebibyte, { versionCode: 1 });
  await done(slipway(['upload', small, '--app', 'campus', '--publish'], { env }));
  const roster = join(folder, 'roster.csv');
  const columns = 'number,name,department,phone,password';
  await writeFile(roster, `${columns}\n${number},张三,物理,13800138000,${password}\n`);
  await done(slipway(['roster', 'import', roster], { env: server.env }));
  const person = server.client();
  await person.postForm('/a/campus/register', { number, password });
  await person.postForm('/a/campus/confirm', {});
  return { env, headers: { Authorization: `Bearer ${token}` } };
}

async function uploadToTicket(client: Client, path: string, { env, headers }: World) {
  await done(slipway(['upload', path, '--publish'], { env }));
  const wanted = { app: 'campus', platform: 'android' };
  const ticket = await client.postJson(`/api/v1/people/${number}/tickets`, wanted, headers);
  const { pathname } = new URL(ticket.json<{ url: string }>().url);
  const { status } = await client.get(pathname, { Range: 'bytes=0-65535' });
  if (status !== 206) throw new Error(`the ticket opens nothing: ${status}`);
}

async function judge(path: string): Promise<void> {
  const options = { fileName: 'large.apk', now: new Date(), anchors: [], deadlineMs: 120_000 };
  const { accepted } = await inspect(path, options);
  if (!accepted) throw new Error('the sample was refused');
}

async function throughput(scope: Scope, folder: string, sizeMiB: number): Promise<void> {
  const server = await startServerProcess(scope, { TLS: 'off' });
  const plain = server.url.replace('https:', 'http:');
  const args = ['token', 'create', '--name', 'bench', '--scopes', 'upload'];
  const token = (await slipway(args, { env: server.env })).out.trim();
  const least = await startLeastServer(scope, { storageDir: server.storageDir, tls: false });
  const path = join(folder, 'body');
  await writeLargeApk(path, sizeMiB * mebibyte);
  const { size } = await stat(path);
  const tus = { 'Tus-Resumable': '1.0.0', Authorization: `Bearer ${token}` };
  const [raw, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await timed(() => sendBare(least.url, path)));
    // One byte lacks, so that nothing is judged: this is about receiving alone.
    const headers = { ...tus, 'Upload-Length': String(size + 1) };
    const begun = await fetch(`${plain}/api/v1/uploads`, { method: 'POST', headers });
    const url = plain + (begun.headers.get('Location') ?? '');
    ours.push(await timed(() => sendBare(url, path, { method: 'PATCH', headers: tus })));
    await fetch(url, { method: 'DELETE', headers: tus });
  }
  const ratio = Math.min(...raw) / Math.min(...ours);
  const speed = (times: number[]) => (size / 1e6 / Math.min(...times)).toFixed(0);
  report(
    ratio >= bar.tus,
    `tus, ${sizeMiB} MiB: ${speed(ours)} MB/s; hashed and written ${speed(raw)} MB/s: ` +
      `${ratio.toFixed(2)} of it (bar ${bar.tus})`,
  );
}

function report(isGood: boolean, line: string): void {
  console.log(line + (isGood ? '' : ' MISSED'));
  if (!isGood) process.exitCode = 1;
}

async function done(finished: ReturnType<typeof slipway>): Promise<void> {
  const { status, err } = await finished;
  if (status !== 0) throw new Error(err);
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

await main();
