import test from 'ava';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { furnish, page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { ingestBytes } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;
let android: number;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
  ({ android } = await furnish(server));
});

function publish(id: number, fields: Record<string, string>) {
  return post(client, `/console/builds/${id}`, fields);
}

test.serial('a passport says who holds the last release and how far people got', async (t) => {
  const { text } = await page(client, `/console/builds/${android}`);
  t.regex(text, /debuggable/);
  t.regex(text, /Opened the page<\/th><td class="number">4</);
  t.regex(text, /Download complete<\/th><td class="number">1</);
  t.regex(text, /20010001[\s\S]*Download complete/);
});

test.serial('an older build is published only once that is confirmed', async (t) => {
  const bytes = buildApk({
    versionName: '1.9.0',
    versionCode: 1900,
    permissions: ['android.permission.READ_CONTACTS'],
  });
  const { build } = await ingestBytes(server, bytes, { fileName: 'old.apk', app: 'campus' });
  const passport = await page(client, `/console/builds/${build.id}`);
  t.regex(passport.text, /Who holds that \(1\) gets no update/);
  t.regex(passport.text, /asks for more[\s\S]*READ_CONTACTS/);
  const refused = await publish(build.id, { channel: 'production', notes: 'Kept notes' });
  t.is(refused.status, 409);
  t.regex(refused.text, />Kept notes<\/textarea>/);
  const fields = { channel: 'production', notes: 'Kept notes', confirm: 'older_version_code' };
  const answer = await publish(build.id, fields);
  t.is(answer.status, 303);
  t.regex((await page(client, answer.headers.location ?? '')).text, /Published\./);
});

test.serial('the notes of the current release are shown where they are edited', async (t) => {
  await publish(android, { channel: 'beta', notes: 'Try <this>' });
  const { text } = await page(client, `/console/builds/${android}?channel=beta`);
  t.regex(text, /current release on beta/);
  t.regex(text, />Try &lt;this&gt;<\/textarea>/);
});

test.serial('a channel that is no name is told at its field', async (t) => {
  const answer = await publish(android, { channel: 'No Channel' });
  t.is(answer.status, 400);
  t.regex(answer.text, /id="problem-channel"/);
});

test.serial(
  'a release is withdrawn by who types the app, having read whom it touches',
  async (t) => {
    const path = '/console/releases/2/withdraw';
    t.regex((await page(client, path)).text, /People who have downloaded it: 1\./);
    const wrong = await post(client, path, { slug: 'compass' });
    t.is(wrong.status, 400);
    t.regex(wrong.text, /id="problem-slug"/);
    const answer = await post(client, path, { slug: 'campus' });
    t.regex(answer.headers.location ?? '', /notice=withdrawn/);
    t.regex((await page(client, answer.headers.location ?? '')).text, /Withdrawn/);
  },
);

test.serial('ids of nothing are not found, whichever way they are written', async (t) => {
  for (const id of ['999', '0', '-1', '1e3', 'x', '99999999999999999999']) {
    for (const path of [
      `builds/${id}`,
      `builds/${id}/icon`,
      `releases/${id}/withdraw`,
      `people/${id}`,
    ]) {
      t.is((await page(client, `/console/${path}`)).status, 404, path);
    }
  }
  t.is((await page(client, '/console/apps/nothing')).status, 404);
});
