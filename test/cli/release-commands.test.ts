import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildIpa } from '../helpers/artifacts/ipa.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import { slipway } from '../helpers/command.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
let server: TestServer;
let folder: string;
let env: Record<string, string>;

test.before(async () => {
  server = await startServer(scope);
  folder = await temporaryFolder(scope);
  env = {
    SLIPWAY_URL: server.url,
    SLIPWAY_TOKEN: await server.token(),
    SLIPWAY_CA: join(server.storageDir, 'tls', 'ca.pem'),
  };
});

async function written(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const apk = (versionCode: number) =>
  written(`校园通-${versionCode}.apk`, buildApk({ signer, versionCode }));

test.serial('upload sends a build, and the same bytes are the same build', async (t) => {
  const file = await apk(1);
  const first = await slipway(['upload', file, '--app', 'campus', '--json'], { env });
  t.is(first.status, 0, first.err);
  t.like(first.json(), { app: 'campus', versionCode: '1', fileName: '校园通-1.apk' });
  t.is(first.err, '');
  const again = await slipway(['upload', file, '--json'], { env });
  t.deepEqual(again.json(), first.json());
  const text = await slipway(['upload', file], { env });
  t.regex(text.out, /^build \d+: campus for android .+\(1\), verified\n/);
});

test.serial('upload publishes when told, on a channel and with notes', async (t) => {
  const args = ['--publish', '--channel', 'beta', '--notes', '新的 notes', '--json'];
  const { status, json } = await slipway(['upload', await apk(2), ...args], { env });
  t.is(status, 0);
  t.like(json().release, { channel: 'beta', state: 'current', notes: '新的 notes' });
});

test.serial('promote publishes on another channel what is current on one', async (t) => {
  const args = ['promote', 'campus', '--platform', 'android', '--from', 'beta'];
  const promoted = await slipway([...args, '--json'], { env });
  t.is(promoted.status, 0, promoted.err);
  t.like(promoted.json(), { channel: 'production', versionCode: '2', notes: '新的 notes' });
  const none = await slipway(['promote', 'campus', '--platform', 'ios', '--from', 'beta'], { env });
  t.is(none.status, 1);
  t.regex(none.err, /^nothing_released: /);
});

test.serial('publish asks for what a person must confirm, and then does it', async (t) => {
  const { builds } = (await slipway(['list', 'builds', '--json'], { env })).json<{
    builds: { id: number; versionCode: string }[];
  }>();
  const older = String(builds.find(({ versionCode }) => versionCode === '1')?.id);
  const refused = await slipway(['publish', older, '--json'], { env });
  t.is(refused.status, 1);
  t.like(refused.json(), { code: 'confirmation_required', reasons: ['older_version_code'] });
  t.regex(refused.err, /^confirmation_required: /);
  const confirmed = ['publish', older, '--confirm', 'older_version_code', '--json'];
  t.like((await slipway(confirmed, { env })).json(), { build: Number(older), state: 'current' });
});

test.serial('rollout shows a release to more people, holds it and lets it go on', async (t) => {
  const args = ['publish', '2', '--channel', 'pilot', '--percent', '10', '--mandatory', '--json'];
  const published = (await slipway(args, { env })).json();
  t.like(published, { rollout: { percent: 10, state: 'running' }, mandatory: true });
  const id = String(published.id);
  const grown = await slipway(['rollout', id, '--percent', '20', '--pause'], { env });
  t.regex(grown.out, /^release \d+: .* current, 20 % paused\n$/, grown.err);
  const resumed = await slipway(['rollout', id, '--resume', '--json'], { env });
  t.like(resumed.json(), { rollout: { percent: 20, state: 'running' } });
  const later = ['publish', '1', '--channel', 'later', '--at', '2099-01-01T08:00:00+08:00'];
  const { out } = await slipway(later, { env });
  t.regex(out, /^request \d+: build 1 on later, scheduled, for 2099-01-01T00:00:00\.000Z\n$/);
});

test.serial('withdraw takes a release back', async (t) => {
  const list = await slipway(['list', 'releases', '--app', 'campus', '--json'], { env });
  const { releases } = list.json<{ releases: { id: number }[] }>();
  const id = String(releases[0]?.id);
  t.like((await slipway(['withdraw', id, '--json'], { env })).json(), { state: 'withdrawn' });
  t.regex((await slipway(['withdraw', id], { env })).out, /^release \d+: .* withdrawn\n$/);
  const unknown = await slipway(['withdraw', '999999'], { env });
  t.is(unknown.status, 1);
  t.is(unknown.err, 'not_found: There is no release 999999.\n');
});

test.serial('list shows apps, builds and releases as columns', async (t) => {
  t.regex((await slipway(['list'], { env })).out, /^APP +NAME +PLATFORMS\ncampus .* android\n$/);
  t.regex((await slipway(['list', 'builds'], { env })).out, /^BUILD .*\n\d+ +campus +android/);
  const one = await slipway(['list', 'releases', '--limit', '1'], { env });
  t.is(one.out.trim().split('\n').length, 2);
});

test.serial('one refused build of several does not stop the rest', async (t) => {
  const bad = await written('bad.apk', Buffer.from('no build'));
  const ipa = await written('campus.ipa', buildIpa());
  const args = ['upload', bad, ipa, '--app', 'campus'];
  const { status, json, err } = await slipway([...args, '--json'], { env });
  t.is(status, 1);
  const documents = json<Record<string, unknown>[]>();
  t.like(documents[0], { fileName: 'bad.apk', code: 'unsupported_artifact' });
  t.like(documents[1], { platform: 'ios', app: 'campus' });
  t.regex(err, /bad\.apk: unsupported_artifact: /);
});

test.serial('login keeps address, token and authority for this user alone', async (t) => {
  const config = await temporaryFolder(t);
  const home = { XDG_CONFIG_HOME: config };
  const login = ['login', server.url, '--ca', env.SLIPWAY_CA ?? ''];
  const wrong = await slipway(login, { env: home, input: 'slw_wrong\n' });
  t.is(wrong.status, 1);
  t.regex(wrong.err, /^unauthenticated: /);
  const token = await server.token(['upload']);
  const right = await slipway(login, { env: home, input: `${token}\n` });
  t.is(right.status, 0, right.err);
  const kept = await stat(join(config, 'slipway', 'credentials.json'));
  t.is(kept.mode & 0o777, 0o600);
  t.is((await slipway(['upload', await apk(1)], { env: home })).status, 0);
  const elsewhere = { ...home, SLIPWAY_URL: 'https://127.0.0.1:1' };
  t.is((await slipway(['upload', await apk(1)], { env: elsewhere })).status, 2);
});

test.serial('what is wrong on this side of the wire is said in one line', async (t) => {
  const file = await apk(1);
  const { SLIPWAY_CA: _, ...untrusting } = env;
  const untrusted = await slipway(['upload', file, '--json'], { env: untrusting });
  t.is(untrusted.status, 1);
  t.like(untrusted.json(), { code: 'unreachable' });
  t.regex(untrusted.err, /^unreachable: .*--ca FILE.*\n$/);
  const closed = { ...env, SLIPWAY_URL: 'https://127.0.0.1:1' };
  t.regex((await slipway(['list'], { env: closed })).err, /ECONNREFUSED/);
  t.regex((await slipway(['upload', '/nowhere.apk'], { env })).err, /^file_unreadable: /m);
  const open = { ...env, SLIPWAY_URL: 'http://example.org' };
  t.is((await slipway(['list'], { env: open })).status, 2);
  t.is((await slipway(['list'])).status, 2);
});

test.serial('a refusal before the last byte stops the upload', async (t) => {
  const file = await written('large.apk', Buffer.alloc(30_000_000));
  const stranger = { ...env, SLIPWAY_TOKEN: 'slw_stranger' };
  const { status, err } = await slipway(['upload', file], { env: stranger });
  t.is(status, 1);
  t.regex(err, /^unauthenticated: /m);
});
