import test, { type ExecutionContext } from 'ava';
import { knownBrowser, rememberBrowser } from '../../src/accounts/known-browser.js';
import { createApp } from '../../src/apps/apps.js';
import { consolePassword, page, signedIn } from '../helpers/console.js';
import type { Client } from '../helpers/http.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const scope = fileScope(test);
const password = 'lantern-harbour-41';
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await createApp(server.services, { slug: 'campus', name: 'Campus', actor: 'operator' });
  const rows = ['30010001', '30010002', '30010003'].map(
    (number) => `${number},王小明,,,${password}`,
  );
  await server.roster(`number,name,department,phone,password\n${rows.join('\n')}\n`);
});

const status = async (client: Client, number: string, typed: string): Promise<number> =>
  (await client.postForm('/a/campus/register', { number, password: typed })).status;

async function lock(t: ExecutionContext, number: string): Promise<void> {
  const stranger = server.client();
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) statuses.push(await status(stranger, number, 'no'));
  t.deepEqual(statuses, [...Array(10).fill(401), 429]);
}

/** A browser that signed in once and keeps nothing of it but the proof. */
async function known(number: string): Promise<Client> {
  const client = server.client();
  await status(client, number, password);
  client.cookies.delete('__Host-person');
  return client;
}

test('strangers who lock a number do not lock out the browser that signed in before', async (t) => {
  const client = await known('30010001');
  await lock(t, '30010001');
  t.is(await status(server.client(), '30010001', password), 429);
  t.is(await status(client, '30010001', password), 303);
  t.is(await status(server.client(), '30010001', password), 429, 'strangers stay out');
});

test('a browser that signed in before has ten tries of its own, and no more', async (t) => {
  const client = await known('30010002');
  for (let tries = 0; tries < 10; tries += 1) t.is(await status(client, '30010002', 'no'), 401);
  t.is(await status(client, '30010002', password), 429);
  t.is(await status(server.client(), '30010002', password), 303);
});

test('a browser known to one number is a stranger to another', async (t) => {
  const client = await known('30010003');
  await lock(t, '30019999');
  t.is(await status(client, '30019999', 'no'), 429, 'also where nobody has the number');
});

test('strangers who lock the name of an administrator do not lock out their browser', async (t) => {
  const client = await signedIn(server, 'anna');
  const stranger = server.client();
  const attempt = async (from: Client, typed: string) =>
    (await from.postForm('/console/sign-in', { name: 'anna', password: typed })).status;
  for (let tries = 0; tries < 10; tries += 1) t.is(await attempt(stranger, 'no'), 401);
  t.is(await attempt(stranger, consolePassword), 429);
  t.is(await attempt(client, consolePassword), 303);
  const next = 'another twelve characters';
  const form = { current: consolePassword, password: next, repeated: next };
  t.is((await client.postForm('/console/password', form)).status, 303);
  t.is((await page(client, '/console')).status, 200);
});

test('the proof is a cookie that scripts cannot read, and names nobody', async (t) => {
  const answer = await server
    .client()
    .postForm('/a/campus/register', { number: '30010003', password });
  const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('__Host-browser='));
  t.regex(cookie ?? '', /; path=\/; expires=[^;]+; samesite=lax; secure; httponly$/i);
  t.false((cookie ?? '').includes('30010003'));
});

test('a proof holds for its account, its time and its bytes, and five accounts fit', async (t) => {
  const { browserKeys: keys } = server.services;
  const now = new Date('2026-01-01T00:00:00Z');
  let cookie: string | undefined;
  for (const account of ['a', 'b', 'c', 'd', 'e', 'f']) {
    cookie = rememberBrowser(keys, { account, cookie }, now);
  }
  const find = (account: string, held: string, at = now) =>
    knownBrowser(keys, { account, cookie: held }, at);
  const whole = cookie ?? '';
  t.is(await find('a', whole), null);
  t.truthy(await find('b', whole));
  t.truthy(await find('f', whole));
  t.is(await find('f', whole, new Date('2026-07-01T00:00:00Z')), null);
  const [proof = ''] = whole.split('~');
  for (let at = 0; at < proof.length; at += 1) {
    const letter = proof[at] === 'A' ? 'B' : 'A';
    const spoilt = `${proof.slice(0, at)}${letter}${proof.slice(at + 1)}`;
    // The last letter of 32 bytes in base64url holds two bits that are not read; the text is compared.
    t.is(await find('f', spoilt), null, spoilt);
  }
  for (const nothing of ['', '~', '...', '~~~~~~', 'x.y.z']) t.is(await find('f', nothing), null);
});
