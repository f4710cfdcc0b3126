import test from 'ava';
import { consolePassword, page, signedIn } from '../../helpers/console.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
});

test.serial('a wrong password is told in words, in the language of the browser', async (t) => {
  await server.administrator('kind', consolePassword);
  const fields = { name: 'kind', password: 'wrong' };
  const headers = { 'Accept-Language': 'zh' };
  const answer = await server.client().postForm('/console/sign-in', fields, { headers });
  t.is(answer.status, 401);
  t.regex(answer.text, /名称或密码不正确/);
  t.regex(answer.text, /<html lang="zh-CN">/);
});

test.serial('a form that was shown before the sign-in is worth nothing after it', async (t) => {
  const client = await signedIn(server, 'dora');
  const visitBefore = client.cookies.get('__Host-visit');
  const form = await page(client, '/console/password');
  const csrf = /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
  await client.postForm('/console/sign-in', { name: 'dora', password: consolePassword });
  t.not(client.cookies.get('__Host-visit'), visitBefore);
  const answer = await client.send('/console/sign-out', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf }).toString(),
  });
  t.is(answer.json().code, 'form_expired');
});

test.serial('who signed out is out, also with the old cookie', async (t) => {
  const client = await signedIn(server, 'emma');
  const cookie = client.cookies.get('__Host-console') ?? '';
  const answer = await client.postForm('/console/sign-out', {}, { formPath: '/console' });
  t.is(answer.status, 303);
  client.cookies.set('__Host-console', cookie);
  t.is((await page(client, '/console')).headers.location, '/console/sign-in');
});

test.serial(
  'a release engineer sees builds and uploads, and none of what administrators do',
  async (t) => {
    const client = await signedIn(server, 'erik', 'engineer');
    for (const path of [
      '/console',
      '/console/apps',
      '/console/builds',
      '/console/upload',
      '/console/refusals',
    ]) {
      const answer = await page(client, path);
      t.is(answer.status, 200, path);
      t.notRegex(answer.text, /href="\/console\/(people|tokens|audit)"/, path);
    }
    const closed = ['people', 'people.csv', 'tokens', 'administrators', 'organisation', 'audit'];
    for (const name of closed) {
      t.is((await page(client, `/console/${name}`)).status, 403, name);
    }
  },
);

test.serial(
  'a new password is asked twice and for the old one, and signs every other browser out',
  async (t) => {
    const client = await signedIn(server, 'frida');
    const other = server.client();
    await other.postForm('/console/sign-in', { name: 'frida', password: consolePassword });
    const next = 'another twelve characters';
    const wrong = { current: 'not it', password: next, repeated: next };
    t.regex((await client.postForm('/console/password', wrong)).text, /id="problem-current"/);
    const right = { current: consolePassword, password: next, repeated: next };
    t.is((await client.postForm('/console/password', right)).status, 303);
    t.is((await page(client, '/console')).status, 200);
    t.is((await page(other, '/console')).status, 302);
    const signIn = { name: 'frida', password: next };
    t.is((await server.client().postForm('/console/sign-in', signIn)).status, 303);
  },
);

test.serial(
  'an account is added with its role, and a taken name is told at its field',
  async (t) => {
    const client = await signedIn(server, 'gerda');
    const fields = { name: 'nina', password: consolePassword, role: 'engineer' };
    t.is((await client.postForm('/console/administrators', fields)).status, 303);
    const again = await client.postForm('/console/administrators', fields);
    t.is(again.status, 400);
    t.regex(again.text, /id="problem-name"/);
    t.is((await server.client().postForm('/console/sign-in', fields)).status, 400);
    const { name, password } = fields;
    t.is((await server.client().postForm('/console/sign-in', { name, password })).status, 303);
  },
);
