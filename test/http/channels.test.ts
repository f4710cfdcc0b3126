import test from 'ava';
import { type Api, apiOf, type Problem } from '../helpers/api.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../helpers/artifacts/signers.js';
import type { Client } from '../helpers/http.js';
import { publishSample } from '../helpers/releases.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';
import { userAgents } from '../helpers/user-agents.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
const apk = (versionCode: number) =>
  buildApk({ signer, versionCode, versionName: `1.${versionCode}` });
const password = 'lantern-harbour-41';
let server: TestServer;
let api: Api;
let inside: Client;
let outside: Client;

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
  await publishSample(server, { platform: 'android', file: apk(1) });
  await publishSample(server, { platform: 'android', file: apk(2), channel: 'beta' });
  inside = await registered('20260001', '计算学部');
  outside = await registered('20260002', '物理学院');
});

async function registered(number: string, department: string): Promise<Client> {
  const row = `${number},王小明,${department},138${number},${password}`;
  await server.roster(`number,name,department,phone,password\n${row}\n`);
  const client = server.client();
  await client.postForm('/a/campus/register', { number, password });
  await client.postForm('/a/campus/confirm', {});
  return client;
}

function open(client: Client, path: string) {
  return client.get(path, {
    Accept: 'text/html',
    'Accept-Language': 'en',
    'User-Agent': userAgents.android,
  });
}

const tap = (client: Client) => open(client, '/a/campus/download/android?channel=beta');

function grant(...grants: { kind: string; value: string }[]) {
  return put('/apps/campus/channels/beta', { grants });
}

async function put(path: string, body: unknown) {
  return server.client().send(`/api/v1${path}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${await server.token()}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}

test.serial(
  'a channel is for nobody until it is granted, but production for everyone',
  async (t) => {
    t.deepEqual((await api.get('/apps/campus/channels')).json(), {
      channels: [
        { name: 'beta', audience: 'granted', needsApproval: false, grants: [] },
        { name: 'production', audience: 'registered', needsApproval: false, grants: [] },
      ],
    });
    t.is((await open(outside, '/a/campus/download')).status, 200);
    const refused = await tap(outside);
    t.is(refused.status, 403);
    t.regex(refused.text, /not open to you/);
  },
);

test.serial('a person, a department and a group each open it, and to nobody else', async (t) => {
  t.is((await put('/groups/testers', { numbers: ['20260001', '20269999'] })).status, 200);
  for (const granted of [
    { kind: 'person', value: '20260001' },
    { kind: 'department', value: '计算学部' },
    { kind: 'group', value: 'testers' },
  ]) {
    t.is((await grant(granted)).status, 200);
    t.regex((await open(inside, '/a/campus/download')).text, /download\?channel=beta/);
    const page = await open(inside, '/a/campus/download?channel=beta');
    t.regex(page.text, /1\.2/);
    t.regex(page.text, /href="\/a\/campus\/download\/android\?channel=beta"/);
    t.regex((await tap(inside)).headers.location ?? '', /^\/d\//);
    t.is((await tap(outside)).status, 403);
    t.notRegex((await open(outside, '/a/campus/download')).text, /channel=beta/);
  }
});

test.serial('what is revoked is refused at the next byte, also with an old ticket', async (t) => {
  const path = (await tap(inside)).headers.location ?? '';
  t.is((await server.client().get(path)).status, 200);
  await put('/groups/testers', { numbers: [] });
  const refused = await server.client().get(path);
  t.is(refused.status, 403);
  t.is(refused.json<Problem>().code, 'not_granted');
  await put('/groups/testers', { numbers: ['20260001'] });
  t.is((await server.client().get(path)).status, 200);
  t.is((await api.delete('/groups/testers')).status, 204);
  t.is((await server.client().get(path)).status, 403);
  t.is((await api.delete('/groups/testers')).status, 404);
});

test.serial('a help desk gives out what the person is granted, and no more', async (t) => {
  const ask = (number: string) =>
    api.post(`/people/${number}/tickets`, { app: 'campus', platform: 'android', channel: 'beta' });
  t.is((await ask('20260001')).json<Problem>().code, 'not_granted');
  await grant({ kind: 'person', value: '20260001' });
  t.is((await ask('20260001')).status, 200);
  t.is((await ask('20260002')).status, 403);
});

test.serial('production can be kept for some; others are told so in words', async (t) => {
  const path = '/apps/campus/channels/production';
  await put(path, { audience: 'granted', grants: [{ kind: 'department', value: '计算学部' }] });
  t.is((await open(inside, '/a/campus/download')).status, 200);
  const refused = await open(outside, '/a/campus/download');
  t.is(refused.status, 403);
  t.regex(refused.text, /ask the help desk and tell them your number/);
  await put(path, { audience: 'registered' });
  t.is((await open(outside, '/a/campus/download')).status, 200);
});

test.serial('only the scope people changes whom a channel is for', async (t) => {
  const narrow = await server.token(['publish', 'read', 'upload']);
  const answer = await server.client().send('/api/v1/apps/campus/channels/beta', {
    method: 'PUT',
    headers: { Authorization: `Bearer ${narrow}`, 'Content-Type': 'application/json' },
    body: '{"audience":"registered"}',
  });
  t.is(answer.json<Problem>().code, 'scope_missing');
  t.is((await grant({ kind: 'group', value: 'nobody' })).status, 404);
  t.is((await grant({ kind: 'everyone', value: 'x' })).status, 400);
});
