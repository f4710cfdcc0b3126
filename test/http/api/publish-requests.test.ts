import test from 'ava';
import { createApiToken } from '../../../src/accounts/api-tokens.js';
import { listAudit } from '../../../src/audit/queries.js';
import { publishScheduled } from '../../../src/watch/scheduled-publishing.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import type { Answer } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
let server: TestServer;
let api: Api;
let anna: Api;
let bert: Api;

interface RequestJson {
  id: number;
  state: string;
  release: number | null;
}

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
  anna = await tokenOf('admin:anna');
  bert = await tokenOf('admin:bert');
});

async function tokenOf(createdBy: string): Promise<Api> {
  const input = { name: createdBy, scopes: ['upload', 'publish', 'read', 'people'] as const };
  const { text } = await createApiToken(server.services, { ...input, createdBy });
  return apiOf({ ...server, token: async () => text });
}

async function uploaded(versionCode: number): Promise<number> {
  const answer = await api.upload(buildApk({ signer, versionCode }), { app: 'campus' });
  return answer.json<{ id: number }>().id;
}

async function guard(needsApproval: boolean): Promise<Answer> {
  return server.client().send('/api/v1/apps/campus/channels/production', {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${await server.token()}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ needsApproval }),
  });
}

test.serial(
  'where a channel asks for it, another person publishes what one asked for',
  async (t) => {
    const build = await uploaded(1);
    t.is((await guard(true)).json().needsApproval, true);
    const asked = await anna.post('/releases', { build, notes: 'news', rolloutPercent: 25 });
    t.is(asked.status, 202, asked.text);
    const { id } = asked.json<RequestJson>();
    t.like(asked.json(), { state: 'awaiting-approval', requestedBy: 'token:admin:anna' });
    const twin = await tokenOf('admin:anna');
    for (const own of [anna, twin]) {
      const refused = await own.post(`/publish-requests/${id}/approve`, {});
      t.is(refused.json<Problem>().code, 'second_person_needed');
    }
    t.is((await api.get('/releases?app=campus')).json().total, 0);
    const approved = await bert.post(`/publish-requests/${id}/approve`, {});
    t.like(approved.json(), { state: 'published', decidedBy: 'token:admin:bert' });
    const { releases } = (await api.get('/releases?app=campus')).json<{ releases: object[] }>();
    t.like(releases[0], { build, notes: 'news', rollout: { percent: 25, state: 'running' } });
    const again = await bert.post(`/publish-requests/${id}/approve`, {});
    t.is(again.json<Problem>().code, 'request_settled');
    const subject = `publish-request:${id}`;
    const { entries } = await listAudit({ action: '', subject, offset: 0, limit: 9 });
    t.is(entries.length, 2);
  },
);

test.serial('an upload that publishes asks too; other notes need nobody', async (t) => {
  const bytes = buildApk({ signer, versionCode: 2 });
  const sent = await anna.upload(bytes, { app: 'campus', publish: 'true' });
  t.is(sent.status, 201);
  const { publishRequest } = sent.json<{ publishRequest: RequestJson }>();
  t.is(publishRequest.state, 'awaiting-approval');
  const cancelled = await anna.post(`/publish-requests/${publishRequest.id}/refuse`);
  t.is(cancelled.json().state, 'cancelled');
  const [{ build = 0 } = {}] = (await api.get('/releases?app=campus')).json<{
    releases: { build: number }[];
  }>().releases;
  const edited = await anna.post('/releases', { build, notes: 'better words', mandatory: true });
  t.is(edited.status, 201);
  t.like(edited.json(), { notes: 'better words', mandatory: false });
});

test.serial('a refusal is kept, and what must be weighed is weighed at the asking', async (t) => {
  const build = await uploaded(0);
  t.is((await anna.post('/releases', { build })).json<Problem>().code, 'confirmation_required');
  const asked = await anna.post('/releases', { build, confirm: ['older_version_code'] });
  const { id } = asked.json<RequestJson>();
  t.is((await bert.post(`/publish-requests/${id}/refuse`)).json().state, 'refused');
  const { requests } = (await api.get('/publish-requests?state=refused')).json<{
    requests: RequestJson[];
  }>();
  t.deepEqual(
    requests.map((request) => request.id),
    [id],
  );
  t.is((await api.post('/publish-requests/999/approve', {})).status, 404);
});

test.serial('what is scheduled is published by the server when its time has come', async (t) => {
  await guard(false);
  const build = await uploaded(3);
  const scheduledAt = new Date(server.services.now().getTime() + 60_000).toISOString();
  const asked = await anna.post('/releases', { build, scheduledAt });
  t.is(asked.status, 202);
  t.like(asked.json(), { state: 'scheduled', scheduledAt });
  await publishScheduled(server.services, server.services.now());
  t.not((await api.get('/apps/campus')).json<{ releases: object[] }>().releases[0], build);
  await publishScheduled(server.services, new Date(scheduledAt));
  const { releases } = (await api.get('/apps/campus')).json<{ releases: { build: number }[] }>();
  t.is(releases[0]?.build, build);
  t.is((await anna.post('/releases', { build, scheduledAt: 'tomorrow' })).status, 400);
});

test.serial('a scheduled publication that cannot be done is kept with its reason', async (t) => {
  const scheduledAt = new Date(server.services.now().getTime() + 60_000).toISOString();
  const [first, second] = [await uploaded(5), await uploaded(6)];
  const asked = await anna.post('/releases', { build: first, scheduledAt });
  await anna.post('/releases', { build: second });
  await publishScheduled(server.services, new Date(scheduledAt));
  const { requests } = (await api.get('/publish-requests?state=failed')).json<{
    requests: (RequestJson & { failure: string })[];
  }>();
  t.is(requests[0]?.id, asked.json<RequestJson>().id);
  t.regex(requests[0]?.failure ?? '', /^confirmation_required: .*older_version_code/);
});
