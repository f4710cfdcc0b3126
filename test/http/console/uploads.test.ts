import test from 'ava';
import type { Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { page, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { type Tus, tusOf } from '../../helpers/tus.js';

const scope = fileScope(test);
const base = '/console/uploads';
let server: TestServer;
let client: Client;
let tus: Tus;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
  tus = await tusOfPage(client);
});

async function csrfOf(browser: Client): Promise<string> {
  const form = await page(browser, '/console/upload');
  return /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
}

async function tusOfPage(browser: Client): Promise<Tus> {
  const headers = { 'X-CSRF': await csrfOf(browser), Accept: 'application/json' };
  return tusOf(browser, headers, base);
}

async function build(path: string, fields: Record<string, string>) {
  const body = new URLSearchParams({ csrf: await csrfOf(client), ...fields }).toString();
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'text/html',
    'Accept-Language': 'en',
  };
  return client.send(`${path}/build`, { method: 'POST', headers, body });
}

test.serial("what the page sends in pieces becomes a build by the page's own form", async (t) => {
  const bytes = buildApk();
  const path = await tus.open({ size: bytes.length });
  t.is((await tus.append(path, 0, bytes.subarray(0, 1000))).status, 204);
  t.is((await build(path, { newApp: 'campus' })).status, 409, 'not before its last byte');
  const last = await tus.append(path, 1000, bytes.subarray(1000));
  t.is(last.status, 204);
  const made = await build(path, { newApp: 'campus', publish: 'true' });
  t.is(made.status, 303);
  t.is(made.headers.location, '/console/builds/1?notice=published&channel=production');
  const again = await build(path, { newApp: 'campus' });
  t.regex(again.headers.location ?? '', /^\/console\/builds\/1\?notice=known/);
});

test.serial('a refusal is told on the upload page', async (t) => {
  const bytes = Buffer.from('no build');
  const path = await tus.open({ size: bytes.length });
  await tus.append(path, 0, bytes);
  const answer = await build(path, { notes: 'Faster <b>' });
  t.is(answer.status, 415);
  t.regex(answer.text, /id="problem-file"/);
  t.regex(answer.text, /Faster &lt;b&gt;/);
});

test.serial('without the token of the page nothing is taken', async (t) => {
  const path = await tus.open({ size: 10 });
  const forged = tusOf(client, { 'X-CSRF': 'forged', Accept: 'application/json' }, base);
  for (const answer of [
    await forged.begin({ size: 10 }),
    await forged.append(path, 0, Buffer.alloc(10)),
    await forged.send('DELETE', path),
  ]) {
    t.is(answer.status, 403);
    t.is(answer.json<Problem>().code, 'form_expired');
  }
  t.is(await tus.offset(path), 0);
});

test.serial(
  'another administrator does not find it, and the same one does in another browser',
  async (t) => {
    const path = await tus.open({ size: 10 });
    const other = await tusOfPage(await signedIn(server, 'bert'));
    t.is((await other.send('GET', path)).status, 404);
    const again = server.client();
    const password = 'twelve characters and more';
    await again.postForm('/console/sign-in', { name: 'anna', password });
    const tomorrow = await tusOfPage(again);
    t.is((await tomorrow.append(path, 0, Buffer.alloc(5))).status, 204);
  },
);
