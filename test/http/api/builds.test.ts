import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { listRefusals } from '../../../src/builds/refusals.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
const apk = (versionCode: number, packageName = 'cn.example.campus') =>
  buildApk({ signer, versionCode, packageName });
let server: TestServer;
let api: Api;

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
});

interface BuildJson {
  id: number;
  app: string;
  sha256: string;
  versionCode: string;
  release?: { id: number; state: string; channel: string };
}

const fields = [
  'id',
  'app',
  'platform',
  'bundleIdentifier',
  'version',
  'versionCode',
  'minimumOsVersion',
  'size',
  'sha256',
  'fileName',
  'displayName',
  'labels',
  'icon',
  'permissions',
  'abis',
  'minSdk',
  'targetSdk',
  'provisioningProfile',
  'signerCertificate',
  'verification',
  'warnings',
  'createdAt',
  'page',
];

test.serial('an uploaded build is answered with the fields of the contract', async (t) => {
  const bytes = apk(1);
  const answer = await api.upload(bytes, { app: 'campus' }, '校园通.apk');
  t.is(answer.status, 201, answer.text);
  const build = answer.json<BuildJson>();
  t.deepEqual(Object.keys(build), fields);
  t.like(build, {
    app: 'campus',
    platform: 'android',
    bundleIdentifier: 'cn.example.campus',
    versionCode: '1',
    fileName: '校园通.apk',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const read = await api.get(`/builds/${build.id}`);
  t.deepEqual(read.json<BuildJson>(), build);
});

test.serial('an IPA names its profile and the organisation that signed it', async (t) => {
  const answer = await api.upload(buildIpa(), { app: 'campus' }, 'campus.ipa');
  t.is(answer.status, 201, answer.text);
  t.like(answer.json(), {
    platform: 'ios',
    provisioningProfile: { kind: 'enterprise' },
    signerCertificate: { organisation: 'Harbin Institute of Technology' },
  });
});

test.serial('the same bytes again are the build that exists', async (t) => {
  const bytes = apk(2);
  const first = await api.upload(bytes);
  t.is(first.status, 201);
  const again = await api.upload(bytes, {}, 'another-name.apk');
  t.is(again.status, 200);
  t.deepEqual(again.json(), first.json());
});

test.serial('other bytes under a version code that is there are refused', async (t) => {
  const first = (await api.upload(apk(3))).json<BuildJson>();
  const other = buildApk({ signer, versionCode: 3, versionName: '9.9' });
  const answer = await api.upload(other);
  t.is(answer.status, 409);
  t.like(answer.json(), { code: 'build_exists', build: first.id });
  const [refusal] = await listRefusals(1);
  t.like(refusal, { code: 'build_exists', createdBy: 'token:test', size: other.length });
  t.is(refusal?.sha256, createHash('sha256').update(other).digest('hex'));
});

test.serial('a bundle identifier that no app has needs the app', async (t) => {
  const bytes = apk(1, 'cn.example.reader');
  const answer = await api.upload(bytes);
  t.is(answer.status, 422);
  t.like(answer.json(), { code: 'app_unknown', bundleIdentifier: 'cn.example.reader' });
  const uploadOnly = await apiOf(server, ['upload']);
  t.is((await uploadOnly.upload(bytes, { app: 'library' })).json<Problem>().code, 'app_unknown');
  t.is((await api.upload(bytes, { app: 'library' })).json<BuildJson>().app, 'library');
  t.is((await uploadOnly.upload(apk(2, 'cn.example.reader'))).status, 201);
});

test.serial('a bundle identifier stays with its app', async (t) => {
  const answer = await api.upload(apk(4), { app: 'library' });
  t.like(answer.json(), { code: 'invalid_request', app: 'campus' });
});

test.serial(
  'what is no build is refused with its code and a record, and no byte stays',
  async (t) => {
    const tampered = apk(5);
    tampered[tampered.length >> 1] = (tampered[tampered.length >> 1] ?? 0) ^ 1;
    const answer = await api.upload(tampered, {}, 'bad.apk');
    t.is(answer.status, 422);
    t.like((await listRefusals(1))[0], { fileName: 'bad.apk', code: answer.json<Problem>().code });
    t.is((await api.upload(Buffer.from('no build'))).status, 415);
    t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
  },
);

test.serial('an upload with publish gives the release too', async (t) => {
  const form = { publish: 'true', channel: 'beta', notes: 'first' };
  const answer = await api.upload(apk(10), form);
  t.is(answer.status, 201, answer.text);
  t.like(answer.json<BuildJson>().release, { channel: 'beta', state: 'current' });
  const older = await api.upload(apk(9), form);
  t.is(older.status, 409);
  const problem = older.json<Problem & { build: number }>();
  t.like(problem, { code: 'confirmation_required', reasons: ['older_version_code'] });
  t.is((await api.get(`/builds/${problem.build}`)).json<BuildJson>().versionCode, '9');
});

test.serial(
  'publishing with an upload needs the scope for it, before anything is made',
  async (t) => {
    const uploadOnly = await apiOf(server, ['upload']);
    const bytes = apk(11);
    const answer = await uploadOnly.upload(bytes, { publish: 'true' });
    t.is(answer.status, 403);
    t.like(answer.json(), { code: 'scope_missing', scope: 'publish' });
    t.is((await uploadOnly.upload(bytes)).status, 201);
  },
);

test.serial('builds are listed newest first, of an app, a page at a time', async (t) => {
  const all = (await api.get('/builds')).json<{ builds: BuildJson[]; total: number }>();
  t.is(all.builds.length, all.total);
  const ids = all.builds.map(({ id }) => id);
  t.deepEqual(
    ids,
    ids.toSorted((a, b) => b - a),
  );
  const page = (await api.get('/builds?app=library&limit=1&offset=1')).json<typeof all>();
  t.is(page.total, 2);
  t.deepEqual(
    page.builds.map(({ app, versionCode }) => [app, versionCode]),
    [['library', '1']],
  );
  t.is((await api.get('/builds?app=nothing')).status, 404);
  t.is((await api.get('/builds?limit=0')).status, 400);
  t.is((await api.get('/builds?limit=1&limit=2')).status, 400);
  t.is((await api.get('/builds/none')).status, 404);
  t.is((await api.get('/builds/999999')).status, 404);
});

test.serial('ten uploads of the same bytes at once make one build', async (t) => {
  const bytes = apk(20);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.upload(bytes, { app: 'campus' })),
  );
  t.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array(9).fill(200), 201]);
  t.is(new Set(answers.map((answer) => answer.json<BuildJson>().id)).size, 1);
  t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
});

test.serial('of six builds of one version at once one is taken, whole', async (t) => {
  const files = Array.from({ length: 6 }, (_, index) =>
    buildApk({ signer, versionCode: 21, versionName: `2.${index}` }),
  );
  const answers = await Promise.all(files.map((file) => api.upload(file, { app: 'campus' })));
  t.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array(5).fill(409)]);
  const winner = answers.findIndex(({ status }) => status === 201);
  const hash = createHash('sha256')
    .update(files[winner] ?? '')
    .digest('hex');
  t.is(answers[winner]?.json<BuildJson>().sha256, hash);
  const stored = await readdir(join(server.storageDir, 'artifacts'), { recursive: true });
  const builds = (await api.get('/builds')).json<{ total: number }>();
  t.is(stored.filter((name) => /\.(apk|ipa)$/.test(name)).length, builds.total);
});
