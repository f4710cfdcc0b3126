import test from 'ava';
import { AuditEntry } from '../../../src/audit/model.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { makeAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let api: Api;

const path = '/apps/campus/policy-exceptions';
const reason = 'Trial builds of our own chain, until April.';
const stranger = makeAppleLikeChain();
const unknown = (versionCode: string, more = {}) =>
  buildIpa({ chain: stranger, versionCode, ...more });

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
  await api.post('/apps', { slug: 'campus', name: 'Campus' });
  await api.post('/apps', { slug: 'other', name: 'Other' });
});

test.serial('without an exception a build of an unknown signer is refused', async (t) => {
  const answer = await api.upload(unknown('1'), { app: 'campus' }, 'campus.ipa');
  t.is(answer.json<Problem>().code, 'signer_not_trusted');
});

test.serial(
  'an exception needs a reason that says something, and a code that may be',
  async (t) => {
    for (const body of [
      { code: 'signer_not_trusted', reason: 'because' },
      { code: 'signer_not_trusted', reason: `${' '.repeat(20)}why` },
      { code: 'signer_not_trusted', reason: 'x'.repeat(501) },
      { code: 'signature_invalid', reason },
      { code: 'nonsense', reason },
      { code: 'signer_not_trusted' },
    ]) {
      const answer = await api.post(path, body);
      t.is(answer.status, 400, JSON.stringify(body));
      t.is(answer.json<Problem>().code, 'invalid_request');
    }
    const nowhere = await api.post('/apps/nothing/policy-exceptions', {
      code: 'signer_not_trusted',
      reason,
    });
    t.is(nowhere.status, 404);
    t.deepEqual((await api.get(path)).json(), { exceptions: [] });
  },
);

test.serial('with one the app named takes the build, and it says why', async (t) => {
  const added = await api.post(path, { code: 'signer_not_trusted', reason });
  t.is(added.status, 201);
  t.like(added.json(), { code: 'signer_not_trusted', reason, createdBy: 'token:test' });
  const answer = await api.upload(unknown('1'), { app: 'campus' }, 'campus.ipa');
  t.is(answer.status, 201, answer.text);
  const build = answer.json<{ id: number; warnings: { code: string }[] }>();
  t.like(build, {
    app: 'campus',
    exceptions: [{ code: 'signer_not_trusted', reason, by: 'token:test' }],
    verification: { verdict: 'partial' },
  });
  t.true(build.warnings.some(({ code }) => code === 'signer_not_trusted'));
  t.deepEqual((await api.get(`/builds/${build.id}`)).json(), build);
});

test.serial('it lets no other finding pass, and changed bytes never', async (t) => {
  const store = await api.upload(unknown('2', { profileKind: 'app-store' }), {}, 'campus.ipa');
  t.is(store.json<Problem>().code, 'profile_app_store');
  const flipped = unknown('2', {
    resources: { 'data.bin': Buffer.alloc(500, 1) },
    flipByteIn: 'data.bin',
  });
  const changed = await api.upload(flipped, {}, 'campus.ipa');
  t.is(changed.json<Problem>().code, 'signature_invalid');
});

test.serial('it counts for its app alone, whatever app the upload names', async (t) => {
  const elsewhere = unknown('1', { bundleIdentifier: 'cn.example.other' });
  const answer = await api.upload(elsewhere, { app: 'other' }, 'other.ipa');
  t.is(answer.json<Problem>().code, 'signer_not_trusted');
  // The bundle identifier is known to be campus's: its exception counts, and then the app is wrong.
  const wrong = await api.upload(unknown('3'), { app: 'other' }, 'campus.ipa');
  t.is(wrong.json<Problem>().code, 'invalid_request');
});

test.serial('publishing such a build takes a confirmation', async (t) => {
  const id = (await api.get('/builds')).json<{ builds: { id: number }[] }>().builds[0]?.id;
  const asked = await api.post('/releases', { build: id });
  t.deepEqual(asked.json<Problem>().reasons, ['accepted_by_exception']);
  const done = await api.post('/releases', { build: id, confirm: ['accepted_by_exception'] });
  t.is(done.status, 201);
});

test.serial('another unknown signer of the same team stops at publishing, in words', async (t) => {
  const bytes = buildIpa({ chain: makeAppleLikeChain(), versionCode: '9' });
  const build = (await api.upload(bytes, {}, 'campus.ipa')).json<{ id: number }>().id;
  const asked = await api.post('/releases', { build, confirm: ['accepted_by_exception'] });
  t.is(asked.status, 409);
  t.like(asked.json<Problem>(), { code: 'confirmation_required', reasons: ['signer_unproven'] });
});

test.serial('a second reason takes the place of the first, and the trail has both', async (t) => {
  const later = 'The trial goes on until the end of May.';
  await api.post(path, { code: 'signer_not_trusted', reason: later });
  const { exceptions } = (await api.get(path)).json<{ exceptions: { reason: string }[] }>();
  t.deepEqual(
    exceptions.map((exception) => exception.reason),
    [later],
  );
  const entries = await AuditEntry.findAll({ where: { action: 'policy-exception.add' } });
  t.deepEqual(
    entries.map(({ subject, details }) => [subject, details]),
    [reason, later].map((each) => ['app:campus', { code: 'signer_not_trusted', reason: each }]),
  );
});

test.serial('reading takes the scope read, changing takes publish', async (t) => {
  const reader = await apiOf(server, ['read', 'upload']);
  t.is((await reader.get(path)).status, 200);
  t.is((await reader.post(path, { code: 'profile_expired', reason })).status, 403);
  t.is((await reader.delete(`${path}/signer_not_trusted`)).status, 403);
});

test.serial('removed, the rule refuses again, and builds that are in stay', async (t) => {
  t.is((await api.delete(`${path}/signer_not_trusted`)).status, 204);
  t.is((await api.delete(`${path}/signer_not_trusted`)).status, 404);
  const answer = await api.upload(unknown('4'), {}, 'campus.ipa');
  t.is(answer.json<Problem>().code, 'signer_not_trusted');
  t.is((await api.upload(unknown('1'), {}, 'campus.ipa')).status, 422);
  t.is((await api.get('/builds')).json<{ total: number }>().total, 2);
});
