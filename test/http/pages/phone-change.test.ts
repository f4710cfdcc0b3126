import test from 'ava';
import { Registration } from '../../../src/registrations/model.js';
import { page, post, signedIn } from '../../helpers/console.js';
import { textsTo } from '../../helpers/gateway-server.js';
import type { Client } from '../../helpers/http.js';
import {
  type PhoneServer,
  phonePassword,
  see,
  startPhoneServer,
} from '../../helpers/phone-server.js';
import { fileScope } from '../../helpers/scope.js';

const scope = fileScope(test);
const change = '/a/campus/phone/change';
let phones: PhoneServer;
let admin: Client;

test.before(async () => {
  phones = await startPhoneServer(scope);
  admin = await signedIn(phones.server);
});

const begin = (client: Client, number: string, password = phonePassword) =>
  client.postForm(change, { number, password });

test.serial('a phone is changed with the password and codes to both phones', async (t) => {
  const client = await phones.settle('2001', '13800138001');
  const elsewhere = phones.server.client();
  await elsewhere.postForm('/a/campus/register', { number: '2001', password: phonePassword });
  phones.later(2);
  t.is((await begin(client, '13900139001', 'wrong')).status, 401);
  t.is((await begin(client, '13800138001')).status, 400);
  t.is((await begin(client, '13900139001')).headers.location, `${change}/old`);
  t.is(
    (await client.postForm(`${change}/new`, { code: '123456' }, { formPath: `${change}/old` }))
      .headers.location,
    change,
  );
  const old = await client.postForm(`${change}/old`, { code: phones.code('+8613800138001') });
  t.is(old.headers.location, `${change}/new`);
  t.true((await see(client, `${change}/new`)).text.includes('139 **** 9001'));
  const done = await client.postForm(`${change}/new`, { code: phones.code('+8613900139001') });
  t.is(done.headers.location, `${change}/done`);
  t.true((await see(client, `${change}/done`)).text.includes('139 **** 9001'));
  t.is((await see(elsewhere, '/a/campus/registered')).headers.location, '/a/campus');
  await told('+8613800138001', '+8613900139001');
  t.pass();
});

/** Both phones are told, after the answer. */
async function told(...numbers: string[]): Promise<void> {
  const heard = () => numbers.every((number) => /尾号|ending/.test(last(number)));
  for (let tries = 0; tries < 200 && !heard(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (!heard()) throw new Error('not everybody was told');
}

const last = (number: string) => textsTo(phones.gateway, number).at(-1) ?? '';

test.serial(
  'who lost the old phone proves the new one, and an administrator decides',
  async (t) => {
    const client = await phones.settle('2002', '13800138002');
    phones.later(2);
    await begin(client, '13900139002');
    const lost = { formPath: `${change}/old` };
    await client.postForm(`${change}/lost`, { reason: '掉进松花江' }, lost);
    const asked = await client.postForm(`${change}/new`, { code: phones.code('+8613900139002') });
    t.is(asked.headers.location, change);
    t.true((await see(client, change)).text.includes('已经提交给管理员'));
    const list = await page(admin, '/console/phones');
    t.true(list.text.includes('掉进松花江'));
    t.notRegex(list.text.replace(/\s/g, ''), /13900139002/);
    const id = /action="\/console\/phones\/(\d+)"/.exec(list.text)?.[1];
    const decide = (fields: Record<string, string>) =>
      post(admin, `/console/phones/${id}`, fields, '/console/phones');
    t.is((await decide({ grant: 'yes', reason: ' ' })).status, 400);
    t.is((await decide({ grant: 'yes', reason: 'came with a card' })).status, 303);
    t.is((await decide({ grant: 'yes', reason: 'again' })).status, 404);
    t.is(await Registration.count({ where: { phone: '+8613900139002' } }), 1);
    t.is((await see(client, '/a/campus/registered')).headers.location, '/a/campus');
    t.true((await page(admin, '/console/audit')).text.includes('granted a phone'));
    await told('+8613800138002', '+8613900139002');
  },
);

test.serial('a new number that is bound to another goes to the administrators too', async (t) => {
  await phones.settle('2003', '13800138003');
  const client = await phones.settle('2004', '13800138004');
  phones.later(2);
  await begin(client, '13800138003');
  await client.postForm(`${change}/old`, { code: phones.code('+8613800138004') });
  const answer = await client.postForm(`${change}/new`, { code: phones.code('+8613800138003') });
  t.is(answer.headers.location, change);
  const list = await page(admin, '/console/phones');
  t.true(list.text.includes('Bound now: 王小明 (2003)'));
  const id = /action="\/console\/phones\/(\d+)"/.exec(list.text)?.[1];
  await post(admin, `/console/phones/${id}`, { grant: 'no', reason: 'no' }, '/console/phones');
  t.true((await page(admin, '/console/phones')).text.includes('Nothing waits'));
  t.is(await Registration.count({ where: { phone: '+8613800138004' } }), 1);
});

test.serial('an administrator sets a phone with a reason, and never one of another', async (t) => {
  await phones.settle('2005', '13800138005');
  const [someone] = await Registration.findAll({ where: { phone: '+8613800138005' } });
  const person = `/console/people/${someone?.userId}`;
  const set = (fields: Record<string, string>) => post(admin, `${person}/phone`, fields, person);
  t.is((await set({ phone: '13800138004', reason: 'asked' })).status, 409);
  t.is((await set({ phone: '1380013', reason: 'asked' })).status, 400);
  t.is((await set({ phone: '13900139005', reason: '' })).status, 400);
  t.is((await set({ phone: '13900139005', reason: 'came with a card' })).status, 303);
  const shown = await page(admin, person);
  t.regex(shown.text, /139 \*\*\*\* 9005 · not proven by a code/);
  await told('+8613800138005', '+8613900139005');
});

test.serial(
  'a code to one new number binds no other, also where the other gets none',
  async (t) => {
    const client = await phones.settle('2009', '13800138009');
    const stranger = await phones.arrive('2010', '13800138010');
    phones.later(2);
    await begin(client, '13900139009');
    await client.postForm(`${change}/old`, { code: phones.code('+8613800138009') });
    const mine = phones.code('+8613900139009');
    phones.later(2);
    // The other number had a message this minute: the code of this change does not leave.
    await stranger.postForm('/a/campus/phone/other', { number: '13900139119' });
    await begin(client, '13900139119');
    const code = { code: phones.code('+8613800138009') };
    t.is((await client.postForm(`${change}/old`, code)).status, 429);
    const bound = await client.postForm(`${change}/new`, { code: mine });
    t.is(bound.status, 410);
    const registration = await Registration.findOne({ where: { phone: '+8613900139119' } });
    t.is(registration, null);
  },
);
