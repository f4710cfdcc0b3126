import test, { type ExecutionContext } from 'ava';
import { listApiTokens, revokeApiToken } from '../../../src/accounts/api-tokens.js';
import type { ErrorCode } from '../../../src/errors.js';
import { statusOf } from '../../../src/http/errors.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { makeAppleLikeChain } from '../../helpers/artifacts/signers.js';
import type { Answer } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let api: Api;

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server);
});

const day = 86_400_000;
const expiredProfile = {
  createdAt: new Date(Date.now() - 60 * day),
  expiresAt: new Date(Date.now() - day),
};

const files: Partial<Record<ErrorCode, () => Buffer>> = {
  unsupported_artifact: () => Buffer.from('hello'),
  unreadable_artifact: () => buildApk().subarray(0, -30),
  split_apk: () => buildApk({ split: 'config.arm64_v8a' }),
  wrong_platform: () => buildIpa({ applePlatform: 'ios-simulator' }),
  encrypted_app: () => buildIpa({ cryptId: 1 }),
  signature_missing: () => buildApk({ schemes: [] }),
  signature_invalid: () => buildApk({ defects: { flipByteInDirectory: true } }),
  signature_scheme_outdated: () => buildApk({ schemes: ['v1'], minSdk: 21, targetSdk: 30 }),
  signer_not_trusted: () => buildIpa({ chain: makeAppleLikeChain() }),
  profile_missing: () => buildIpa({ profile: null }),
  profile_invalid: () => buildIpa({ profile: Buffer.from('<plist/>') }),
  profile_expired: () => buildIpa(expiredProfile),
  profile_app_store: () => buildIpa({ profileKind: 'app-store' }),
};

for (const [code, file] of Object.entries(files)) {
  test.serial(`an upload is refused as ${code}`, async (t) => {
    refusedAs(t, await api.upload(file(), { app: 'campus' }), code as ErrorCode);
  });
}

const requests: Partial<Record<ErrorCode, () => Promise<Answer>>> = {
  invalid_request: () => api.post('/apps', { slug: 'a' }),
  unauthenticated: () => server.client().get('/api/v1/apps'),
  scope_missing: async () => (await apiOf(server, ['read'])).post('/apps', {}),
  not_found: () => api.get('/apps/none'),
  method_not_allowed: () => server.client().send('/api/v1/apps', { method: 'DELETE' }),
  nothing_released: () => api.post('/people/1/tickets', { app: 'empty', platform: 'ios' }),
  slug_taken: () => api.post('/apps', { slug: 'empty', name: 'Empty' }),
};

for (const [code, ask] of Object.entries(requests)) {
  test.serial(`a request is refused as ${code}`, async (t) => {
    await api.post('/apps', { slug: 'empty', name: 'Empty' });
    refusedAs(t, await ask(), code as ErrorCode);
  });
}

test.serial('a problem names the request and keeps what is its own', async (t) => {
  const answer = await api.post('/releases', { build: 1, detail: 'x', status: 200 });
  const problem = answer.json<Problem & { requestId: string; problems: unknown[] }>();
  t.is(problem.status, 400);
  t.is(String(answer.headers['x-request-id']), problem.requestId);
  t.true(problem.problems.length > 0);
  t.deepEqual(problem.details, { problems: problem.problems });
});

test.serial('a refusal says what the protocol asks for beside it', async (t) => {
  const client = server.client();
  const unknown = await client.get('/api/v1/apps', { Authorization: 'Bearer slw_none' });
  t.is(unknown.headers['www-authenticate'], 'Bearer');
  const method = await client.send('/api/v1/apps', { method: 'DELETE' });
  t.deepEqual(method.headers.allow?.split(', ').toSorted(), ['GET', 'HEAD', 'POST']);
  const browser = await client.get('/api/v1/apps', { Accept: 'text/html' });
  t.is(browser.headers['content-type'], 'application/problem+json');
});

test.serial('a revoked token is refused at the next request', async (t) => {
  const token = await server.token(['read']);
  const headers = { Authorization: `Bearer ${token}` };
  t.is((await server.client().get('/api/v1/apps', headers)).status, 200);
  const { id = 0 } = (await listApiTokens())[0] ?? {};
  await revokeApiToken(server.services, { id, revokedBy: 'operator' });
  t.is((await server.client().get('/api/v1/apps', headers)).status, 401);
});

function refusedAs(t: ExecutionContext, answer: Answer, code: ErrorCode): void {
  t.is(answer.json<Problem>().code, code, answer.text);
  t.is(answer.status, statusOf[code]);
  t.is(answer.headers['content-type'], 'application/problem+json');
  t.is(answer.headers['cache-control'], 'no-store');
}
