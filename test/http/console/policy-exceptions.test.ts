import test from 'ava';
import { addPolicyException } from '../../../src/apps/policy-exceptions.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { makeAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { furnish, page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { ingestBytes } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;

const app = '/console/apps/campus';
const path = `${app}/policy-exceptions`;
const reason = 'Trial builds of our own chain, until April.';

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
  await furnish(server);
});

test.serial('an exception is added with a reason, told in words, and removed', async (t) => {
  t.regex((await page(client, app)).text, /None: every build is judged by the rules/);
  const short = await post(client, path, { refusal: 'signer_not_trusted', reason: 'why' }, app);
  t.is(short.status, 400);
  t.regex(short.text, /id="problem-reason">Say why/);
  t.regex(short.text, /<option value="signer_not_trusted" selected>/);
  t.regex(short.text, />why<\/textarea>/);
  const foreign = await post(client, path, { refusal: 'signature_invalid', reason }, app);
  t.is(foreign.status, 400);
  const added = await post(client, path, { refusal: 'signer_not_trusted', reason }, app);
  t.is(added.status, 303);
  t.is(added.headers.location, `${app}#exceptions`);
  const { text } = await page(client, app);
  t.regex(text, /Devices do not trust who signed it\.[\s\S]*until April\.[\s\S]*anna/);
  t.regex((await page(client, app, 'zh')).text, /签名者不受设备信任。[\s\S]*until April\./);
  t.regex((await page(client, '/console/audit')).text, /added an exception/);
});

test.serial('the passport says under which exception a build came in', async (t) => {
  const bytes = buildIpa({ chain: makeAppleLikeChain(), versionCode: '9999' });
  const { build } = await ingestBytes(server, bytes, { fileName: 'a.ipa', app: 'campus' });
  const { text } = await page(client, `/console/builds/${build.id}`);
  t.regex(text, /Let in by an exception[\s\S]*given by anna:[\s\S]*until April\./);
  t.regex(text, /Whether devices trust who signed it/);
  t.regex(text, /name="confirm" value="accepted_by_exception"/);
  const before = await page(client, '/console/builds/1');
  t.notRegex(before.text, /Let in by an exception/);
});

test.serial('an engineer reads exceptions and changes none', async (t) => {
  const engineer = await signedIn(server, 'ben', 'engineer');
  const { text } = await page(engineer, app);
  t.regex(text, /until April\./);
  t.notRegex(text, /policy-exceptions/);
  const fields = { refusal: 'profile_expired', reason };
  t.is((await post(engineer, path, fields, '/console/password')).status, 403);
  const gone = await post(engineer, `${path}/signer_not_trusted/remove`, {}, '/console/password');
  t.is(gone.status, 403);
});

test.serial('removed, it is gone from the page', async (t) => {
  const removed = await post(client, `${path}/signer_not_trusted/remove`, {}, app);
  t.is(removed.status, 303);
  t.notRegex((await page(client, app)).text, /until April\./);
  t.is((await post(client, `${path}/signer_not_trusted/remove`, {}, app)).status, 404);
});

test.serial('of many who add the same at once one exception stays', async (t) => {
  const input = { slug: 'campus', code: 'profile_expired', reason, actor: 'admin:anna' } as const;
  const all = Array.from({ length: 8 }, () => addPolicyException(server.services, input));
  await Promise.all(all);
  const { text } = await page(client, app);
  t.is(text.match(/until April\./g)?.length, 1);
});
