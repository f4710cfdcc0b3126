import test from 'ava';
import { AuditEntry } from '../../../src/audit/model.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
let server: TestServer;
let api: Api;

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
});

interface ReleaseJson {
  id: number;
  build: number;
  app: string;
  platform: string;
  channel: string;
  state: string;
  publishedAt: string;
}

async function uploaded(bytes: Buffer, app = 'campus'): Promise<number> {
  const answer = await api.upload(bytes, { app });
  return answer.json<{ id: number }>().id;
}

test.serial('an app is made, listed and read; its slug is taken once', async (t) => {
  const made = await api.post('/apps', { slug: 'campus', name: '校园通' });
  t.is(made.status, 201);
  t.like(made.json(), { slug: 'campus', name: '校园通', platforms: [] });
  t.is((await api.post('/apps', { slug: 'campus', name: 'x' })).json<Problem>().code, 'slug_taken');
  t.is((await api.post('/apps', { slug: 'Campus', name: 'x' })).status, 400);
  t.is((await api.post('/apps', { slug: 'a', name: 'x', more: 1 })).status, 400);
  t.is((await api.get('/apps')).json<{ apps: unknown[] }>().apps.length, 1);
  t.is((await api.get('/apps/none')).status, 404);
});

test.serial('a published build is current and supersedes the one before', async (t) => {
  const first = await uploaded(buildApk({ signer, versionCode: 1 }));
  const second = await uploaded(buildApk({ signer, versionCode: 2 }));
  const answer = await api.post('/releases', { build: first });
  t.is(answer.status, 201);
  const release = answer.json<ReleaseJson>();
  t.like(release, {
    build: first,
    app: 'campus',
    platform: 'android',
    channel: 'production',
    state: 'current',
  });
  t.false(Number.isNaN(Date.parse(release.publishedAt)));
  t.is((await api.post('/releases', { build: String(second), notes: 'news' })).status, 201);
  const list = await api.get('/releases?app=campus');
  const { releases, total } = list.json<{ releases: ReleaseJson[]; total: number }>();
  t.is(total, 2);
  t.deepEqual(
    releases.map(({ build, state }) => [build, state]),
    [
      [second, 'current'],
      [first, 'superseded'],
    ],
  );
});

test.serial(
  'an older version code and another signer are published once both are confirmed',
  async (t) => {
    const build = await uploaded(buildApk({ signer: makeAndroidSigner(), versionCode: 0 }));
    const refused = await api.post('/releases', { build });
    t.is(refused.status, 409);
    const problem = refused.json<Problem>();
    t.is(problem.code, 'confirmation_required');
    t.deepEqual(problem.reasons, ['older_version_code', 'signer_changed']);
    t.deepEqual(problem.details.reasons, problem.reasons);
    const half = await api.post('/releases', { build, confirm: ['signer_changed'] });
    t.deepEqual(half.json<Problem>().reasons, ['older_version_code']);
    t.is((await api.post('/releases', { build, confirm: problem.reasons })).status, 201);
  },
);

test.serial('other notes for what is current are on record, with those of before', async (t) => {
  const build = await uploaded(buildApk({ packageName: 'cn.example.notes' }), 'notes');
  const publish = async (notes: string) => (await api.post('/releases', { build, notes })).status;
  const recorded = () =>
    AuditEntry.findAll({ where: { action: 'release.change-notes' }, order: [['id', 'ASC']] });
  await publish('first');
  t.is((await recorded()).length, 0);
  await publish('second');
  await publish('second');
  const [entry, ...more] = await recorded();
  t.is(more.length, 0);
  t.like(entry, {
    actor: 'token:test',
    details: { build, channel: 'production', before: 'first' },
  });
});

test.serial('an app shows its platforms and what each channel offers', async (t) => {
  const build = await uploaded(buildIpa());
  await api.post('/releases', { build, channel: 'beta' });
  const app = (await api.get('/apps/campus')).json<{
    platforms: { platform: string; bundleIdentifier: string }[];
    releases: ReleaseJson[];
  }>();
  t.deepEqual(app.platforms.map(({ platform }) => platform).toSorted(), ['android', 'ios']);
  t.deepEqual(app.releases.map(({ platform, channel }) => `${platform} ${channel}`).toSorted(), [
    'android production',
    'ios beta',
  ]);
});

test.serial('a withdrawn release stays withdrawn, and asking again is no harm', async (t) => {
  const { releases } = (await api.get('/releases?app=campus')).json<{ releases: ReleaseJson[] }>();
  const current = releases.find(({ platform, state }) => platform === 'ios' && state === 'current');
  for (const _ of ['once', 'again']) {
    const answer = await api.post(`/releases/${current?.id}/withdraw`);
    t.is(answer.status, 200);
    t.like(answer.json(), { id: current?.id, state: 'withdrawn' });
  }
  t.is((await api.post('/releases/999999/withdraw')).status, 404);
});

test.serial('a rollout grows, pauses and halts, and never shrinks or comes back', async (t) => {
  const build = await uploaded(buildApk({ signer, versionCode: 3 }));
  const confirm = ['signer_changed'];
  const published = await api.post('/releases', { build, rolloutPercent: 10, confirm });
  t.is(published.status, 201, published.text);
  t.deepEqual(published.json().rollout, { percent: 10, state: 'running' });
  const path = `/releases/${published.json().id}/rollout`;
  t.deepEqual((await api.post(path, { percent: 20 })).json().rollout, {
    percent: 20,
    state: 'running',
  });
  for (const wrong of [{ percent: 19 }, { percent: 0 }, { percent: 101 }, { percent: 20.5 }, {}]) {
    t.is((await api.post(path, wrong)).status, 400, JSON.stringify(wrong));
  }
  t.like((await api.post(path, { act: 'pause' })).json().rollout, { state: 'paused' });
  t.deepEqual((await api.post(path, { act: 'resume', percent: 50 })).json().rollout, {
    percent: 50,
    state: 'running',
  });
  t.like((await api.post(path, { act: 'halt' })).json().rollout, { state: 'halted' });
  t.is((await api.post(path, { act: 'halt' })).status, 200);
  t.is((await api.post(path, { act: 'resume' })).json<Problem>().code, 'rollout_ended');
});

test.serial('a release withdrawn on its way leaves the one before it current', async (t) => {
  const { releases } = (await api.get('/releases?app=campus&limit=2')).json<{
    releases: (ReleaseJson & { rollout: unknown })[];
  }>();
  const android = releases.filter(({ platform }) => platform === 'android');
  t.is((await api.post(`/releases/${android[0]?.id}/withdraw`)).json().state, 'withdrawn');
  const after = (await api.get('/apps/campus')).json<{ releases: ReleaseJson[] }>().releases;
  t.is(after.filter(({ platform }) => platform === 'android').length, 1);
});

test.serial('a release needs a build that is there and fields that are known', async (t) => {
  t.is((await api.post('/releases', { build: 999_999 })).status, 404);
  for (const body of [
    {},
    { build: -1 },
    { build: 1, chanel: 'beta' },
    { build: 1, channel: 'Be ta' },
    { build: 1, confirm: 'all' },
    [],
  ]) {
    const answer = await api.post('/releases', body);
    t.is(answer.status, 400, JSON.stringify(body));
    t.is(answer.json<Problem>().code, 'invalid_request');
  }
});
