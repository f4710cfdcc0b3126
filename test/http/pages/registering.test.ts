import test from 'ava';
import { createApp } from '../../../src/apps/apps.js';
import {
  reinstateRegistration,
  suspendRegistration,
  unbindPhone,
} from '../../../src/registrations/administer.js';
import { Registration } from '../../../src/registrations/model.js';
import type { Answer, Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const html = { Accept: 'text/html' };
const password = 'lantern-harbour-41';
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await createApp(server.services, { slug: 'campus', name: '哈工大APP', actor: 'operator' });
});

let lastNumber = 20260000;

/** A fresh person of the roster; without a phone where it is ''. */
async function person(phone?: string): Promise<string> {
  const number = String(++lastNumber);
  const own = phone ?? `138${number}`;
  const row = `${number},王小明,计算学部,${own},${password}`;
  await server.roster(`number,name,department,phone,password\n${row}\n`);
  return number;
}

function signIn(client: Client, number: string, typed = password): Promise<Answer> {
  return client.postForm('/a/campus/register', { number, password: typed });
}

const activate = (client: Client) => client.postForm('/a/campus/confirm', {});

async function registered(number: string): Promise<Client> {
  const client = server.client();
  await signIn(client, number);
  t303(await activate(client), '/a/campus/registered');
  return client;
}

function t303({ status, headers }: Answer, location: string): void {
  if (status !== 303 || headers.location !== location) {
    throw new Error(`${status} to ${headers.location}`);
  }
}

test('a person signs in, checks their details, activates, and is registered', async (t) => {
  const number = await person('13800138000');
  const client = server.client();
  const landing = await client.get('/a/campus', html);
  t.regex(landing.text, /id="register" href="\/a\/campus\/register"/);
  const signedIn = await signIn(client, number);
  t.like(signedIn, { status: 303 });
  t.is(signedIn.headers.location, '/a/campus/confirm');
  const confirm = await client.get('/a/campus/confirm', html);
  for (const word of ['王小明', number, '计算学部', '138 **** 8000', '信息无误，开始激活']) {
    t.true(confirm.text.includes(word), word);
  }
  t.false(confirm.text.includes('13800138000'));
  const activated = await activate(client);
  t.is(activated.status, 303);
  t.is(activated.headers.location, '/a/campus/registered');
  t.true((await client.get('/a/campus/registered', html)).text.includes('注册成功'));
});

test('who is registered goes straight to 「注册成功」, in this browser and in another', async (t) => {
  const number = await person();
  const client = await registered(number);
  for (const path of ['/a/campus', '/a/campus/register', '/a/campus/confirm']) {
    const answer = await client.get(path, html);
    t.like(answer, { status: 302 }, path);
    t.is(answer.headers.location, '/a/campus/registered', path);
  }
  t303(await signIn(server.client(), number), '/a/campus/registered');
  t.pass();
});

test('a wrong password is said at the top and at the field, and the number stays typed', async (t) => {
  const number = await person();
  const answer = await signIn(server.client(), number, 'wrong');
  t.is(answer.status, 401);
  t.is(answer.text.split('号码或密码不正确').length, 3);
  t.regex(answer.text, /<a href="#number">/);
  t.regex(answer.text, /aria-describedby="number-hint number-error" aria-invalid="true"/);
  t.true(answer.text.includes(`value="${number}"`));
  t.false(answer.text.includes('value="wrong"'));
});

test('an unknown number gets the very same answer', async (t) => {
  const known = await signIn(server.client(), await person(), 'wrong');
  const unknown = await signIn(server.client(), '99999999', 'wrong');
  const plain = ({ text }: Answer) =>
    text.replace(/name="csrf" value="[^"]+"|name="number" value="[^"]+"/g, '');
  t.is(unknown.status, known.status);
  t.is(plain(unknown), plain(known));
});

test('an empty field is named', async (t) => {
  const noNumber = await signIn(server.client(), ' ');
  t.is(noNumber.status, 400);
  t.true(noNumber.text.includes('请输入工/学号。'));
  const noPassword = await signIn(server.client(), '20260001', '');
  t.is(noPassword.status, 400);
  t.regex(noPassword.text, /<a href="#password">请输入密码。/);
});

test('after ten wrong passwords the page says in how many minutes to come back', async (t) => {
  const number = await person();
  const client = server.client();
  for (let tries = 0; tries < 10; tries += 1) {
    t.is((await signIn(client, number, 'wrong')).status, 401);
  }
  const answer = await signIn(client, number);
  t.is(answer.status, 429);
  t.true(answer.text.includes('请在 15 分钟后再试'));
  t.true(Number(answer.headers['retry-after']) > 800);
});

test('a form that was not shown to this browser is refused with a way out', async (t) => {
  const number = await person();
  const body = new URLSearchParams({ number, password }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...html };
  const answer = await server
    .client()
    .send('/a/campus/register', { method: 'POST', headers, body });
  t.is(answer.status, 403);
  t.regex(answer.text, /data-code="form_expired"/);
  t.regex(answer.text, /id="way-out" href="\/a\/campus"/);
});

test('signing in changes what forms are signed for', async (t) => {
  const client = server.client();
  await client.get('/a/campus/register', html);
  const before = client.cookies.get('__Host-visit');
  await signIn(client, await person());
  t.truthy(before);
  t.not(client.cookies.get('__Host-visit'), before);
});

test('signing out ends the session, not only the cookie', async (t) => {
  const client = await registered(await person());
  const cookie = client.cookies.get('__Host-person') ?? '';
  const answer = await client.postForm(
    '/a/campus/sign-out',
    {},
    { formPath: '/a/campus/registered' },
  );
  t.like(answer, { status: 303 });
  t.is(answer.headers.location, '/a/campus');
  t.false(client.cookies.has('__Host-person'));
  const thief = server.client();
  thief.cookies.set('__Host-person', cookie);
  t.is((await thief.get('/a/campus/registered', html)).headers.location, '/a/campus');
});

test('a suspended person is told whom to see, and is signed in no more', async (t) => {
  const number = await person();
  const client = await registered(number);
  const change = { number, actor: 'admin:anna' };
  await suspendRegistration(server.services, change);
  t.is((await client.get('/a/campus/registered', html)).headers.location, '/a/campus');
  const answer = await signIn(client, number);
  t.is(answer.status, 403);
  t.regex(answer.text, /data-code="registration_suspended"/);
  t.is((await client.get('/a/campus/registered', html)).headers.location, '/a/campus');
  await reinstateRegistration(server.services, change);
  t303(await signIn(client, number), '/a/campus/registered');
});

test('after the phone was unbound the person confirms again', async (t) => {
  const number = await person();
  const client = await registered(number);
  await unbindPhone(server.services, { number, actor: 'admin:anna' });
  t.is((await client.get('/a/campus/registered', html)).headers.location, '/a/campus/confirm');
  t303(await activate(client), '/a/campus/registered');
});

test('who has no phone on record gets no dead button', async (t) => {
  const client = server.client();
  await signIn(client, await person(''));
  for (const answer of [await client.get('/a/campus/confirm', html), await activate(client)]) {
    t.is(answer.status, 409);
    t.regex(answer.text, /data-code="phone_missing"/);
    t.false(answer.text.includes('id="activate"'));
  }
});

test('of fifty who activate with one phone at once, one wins and the others are told', async (t) => {
  const phone = '13900139000';
  const numbers = Array.from({ length: 50 }, () => String(++lastNumber));
  const rows = numbers.map((number) => `${number},陈静,图书馆,${phone},${password}`);
  await server.roster(`number,name,department,phone,password\n${rows.join('\n')}\n`);
  const clients = await Promise.all(
    numbers.map(async (number) => {
      const client = server.client();
      t303(await signIn(client, number), '/a/campus/confirm');
      return client;
    }),
  );
  const answers = await Promise.all(clients.map(activate));
  const winners = answers.filter(({ status }) => status === 303);
  t.is(winners.length, 1);
  t.is(await Registration.count({ where: { phone: '+8613900139000' } }), 1);
  for (const answer of answers) {
    if (answer.status === 303) continue;
    t.is(answer.status, 409);
    t.regex(answer.text, /data-code="phone_taken"/);
    t.true(answer.text.includes('139 **** 9000'));
  }
});
