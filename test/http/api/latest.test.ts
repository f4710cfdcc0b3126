import test from 'ava';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
let server: TestServer;
let api: Api;
const releases: Record<number, number> = {};

interface Answer {
  update: { release: number; versionCode: string; sha256: string; minimumOsVersion: string } | null;
  mandatory: boolean;
  minimumVersionCode: string | null;
  recall: { texts: Record<string, string>; replacement: number | null } | null;
}

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
});

/** As an installed app asks: without any credential. */
function ask(query: string, headers: Record<string, string> = {}) {
  return server.client().get(`/api/v1/apps/campus/latest?platform=android&${query}`, headers);
}

async function publish(versionCode: number, more: Record<string, unknown> = {}): Promise<number> {
  const sent = await api.upload(buildApk({ signer, versionCode, minSdk: 26 }), { app: 'campus' });
  const answer = await api.post('/releases', { build: sent.json().id, ...more });
  releases[versionCode] = answer.json<{ id: number }>().id;
  return releases[versionCode] ?? 0;
}

test.serial(
  'a newer release is told as facts without an address, and no news with 204',
  async (t) => {
    await publish(1, { notes: 'First', translatedNotes: { zh: '第一版' } });
    const nothingYet = await ask('versionCode=1');
    t.is(nothingYet.status, 204);
    t.is(nothingYet.text, '');
    await publish(2, { notes: 'Second' });
    const answer = await ask('versionCode=1');
    t.is(answer.status, 200);
    t.is(answer.headers['content-type'], 'application/json; charset=utf-8');
    t.like(answer.json(), { app: 'campus', platform: 'android', channel: 'production' });
    t.like(answer.json<Answer>().update, { versionCode: '2', notes: 'Second' });
    t.false(answer.json<Answer>().mandatory);
    t.notRegex(answer.text, /https?:|\/d\//);
    t.is((await ask('versionCode=2')).status, 204);
    t.is((await ask('versionCode=3')).status, 204);
    t.is((await ask('')).json<Answer>().update?.versionCode, '2');
  },
);

test.serial('the same answer has the same ETag and is not sent twice', async (t) => {
  const { headers } = await ask('versionCode=1');
  const again = await ask('versionCode=1', { 'If-None-Match': headers.etag ?? '' });
  t.is(again.status, 304);
  t.is(again.text, '');
});

test.serial('a stranger hears of a rollout only once it has reached everyone', async (t) => {
  const id = await publish(3, { rolloutPercent: 50 });
  t.is((await ask('versionCode=2')).status, 204);
  await api.post(`/releases/${id}/rollout`, { percent: 100 });
  t.is((await ask('versionCode=2')).json<Answer>().update?.versionCode, '3');
  await api.post(`/releases/${id}/rollout`, { act: 'pause' });
  t.is((await ask('versionCode=2')).status, 204);
  await api.post(`/releases/${id}/rollout`, { act: 'resume' });
});

test.serial('a system that is too old is offered nothing', async (t) => {
  const { update } = (await ask('versionCode=1')).json<Answer>();
  t.is(update?.minimumOsVersion, '8.0');
  t.is((await ask('versionCode=1&osVersion=7.1.2')).status, 204);
  t.is((await ask('versionCode=1&osVersion=8')).status, 200);
  t.is((await ask('versionCode=1&osVersion=14')).status, 200);
});

test.serial(
  'a mandatory release stays so for who has an older one, also behind a later one',
  async (t) => {
    await publish(4, { mandatory: true });
    await publish(5);
    t.true((await ask('versionCode=3')).json<Answer>().mandatory);
    t.false((await ask('versionCode=4')).json<Answer>().mandatory);
  },
);

test.serial('what is older than the oldest supported version must move on', async (t) => {
  const put = async (minimumVersionCode: string | null) =>
    server.client().send('/api/v1/apps/campus/platforms/android', {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await server.token()}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ minimumVersionCode }),
    });
  t.is((await put('5')).status, 200);
  const answer = (await ask('versionCode=4')).json<Answer>();
  t.true(answer.mandatory);
  t.is(answer.minimumVersionCode, '5');
  await put('6');
  t.like((await ask('versionCode=5')).json(), { update: null, mandatory: true });
  t.is((await put('new')).status, 400);
  await put(null);
  t.is((await ask('versionCode=5')).status, 204);
});

test.serial('who holds what was recalled is told the way out', async (t) => {
  const [recalled = 0] = [releases[5]];
  const texts = { zh: '请卸载后重新安装。', en: 'Uninstall it and install again.' };
  t.is((await api.post(`/releases/${recalled}/recall`, { texts: {} })).status, 400);
  t.is((await api.post(`/releases/${recalled}/recall`, { texts })).json().state, 'withdrawn');
  t.like((await ask('versionCode=5')).json<Answer>(), {
    update: null,
    mandatory: true,
    recall: { texts, replacement: null },
  });
  t.is((await ask('versionCode=4')).status, 204);
  const replacement = await publish(6);
  const old = await api.post(`/releases/${recalled}/recall`, { texts, replacement: releases[4] });
  t.is(old.status, 400);
  t.is((await api.post(`/releases/${recalled}/recall`, { texts, replacement })).status, 200);
  const answer = (await ask('versionCode=5')).json<Answer>();
  t.is(answer.recall?.replacement, replacement);
  t.is(answer.update?.release, replacement);
});

test.serial('a channel that is not for everyone tells strangers nothing', async (t) => {
  await publish(7, { channel: 'beta' });
  t.is((await ask('channel=beta&versionCode=1')).status, 204);
  t.is((await ask('channel=none')).status, 204);
});

test.serial('a question that is none is refused', async (t) => {
  for (const query of ['versionCode=1%202', 'osVersion=x', 'more=1', 'channel=A']) {
    t.is((await ask(query)).json<Problem>().code, 'invalid_request', query);
  }
  const unknown = await server.client().get('/api/v1/apps/none/latest?platform=ios');
  t.is(unknown.json<Problem>().code, 'not_found');
});
