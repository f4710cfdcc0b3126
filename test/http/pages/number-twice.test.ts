import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { activate } from '../../../src/registrations/activate.js';
import { unbindPhone } from '../../../src/registrations/administer.js';
import { post, signedIn } from '../../helpers/console.js';
import { textsTo } from '../../helpers/gateway-server.js';
import { type PhoneServer, see, startPhoneServer } from '../../helpers/phone-server.js';
import { fileScope } from '../../helpers/scope.js';

const scope = fileScope(test);
let phones: PhoneServer;

test.before(async () => {
  phones = await startPhoneServer(scope);
});

/** Somebody of another directory registers with this number. */
async function registerElsewhere(number: string, phone: string): Promise<void> {
  const facts = { directory: 'ldap', subject: number, number, name: '李芳', department: '' };
  const user = await User.create({ ...facts, directoryPhone: phone });
  await activate(phones.server.services, user, new Date());
}

test.serial('no code is sent for a number that another account is registered with', async (t) => {
  const client = await phones.arrive('8001', '13800138001');
  await see(client, '/a/campus/confirm');
  await registerElsewhere('8001', '+8613900139001');
  const answer = await client.postForm('/a/campus/confirm', {}, { formPath: '/a/campus/me' });
  t.is(answer.status, 409);
  const other = { number: '13800138009' };
  const named = await client.postForm('/a/campus/phone/other', other, { formPath: '/a/campus/me' });
  t.is(named.status, 409);
  t.deepEqual(textsTo(phones.gateway, '+8613800138001'), []);
  t.deepEqual(textsTo(phones.gateway, '+8613800138009'), []);
});

test.serial('who proved a phone too late is told that the number is taken', async (t) => {
  const client = await phones.arrive('8002', '13800138002');
  await client.postForm('/a/campus/confirm', {});
  await registerElsewhere('8002', '+8613900139002');
  const answer = await client.postForm('/a/campus/phone', { code: phones.code('+8613800138002') });
  t.is(answer.status, 409);
  const html = /data-page="notice"/;
  t.regex(answer.text, html);
  t.regex((await see(client, '/a/campus/phone')).text, html);
});

test.serial(
  'an administrator who sets a phone is told at the field that the number is taken',
  async (t) => {
    await phones.settle('8003', '13800138003');
    const { services } = phones.server;
    await unbindPhone(services, { number: '8003', actor: 'admin:anna' });
    await registerElsewhere('8003', '+8613900139003');
    const user = await User.findOne({ where: { directory: 'roster', number: '8003' } });
    const admin = await signedIn(phones.server);
    const page = `/console/people/${user?.id}`;
    const fields = { phone: '13900139033', reason: 'card seen' };
    const answer = await post(admin, `${page}/phone`, fields, page);
    t.is(answer.status, 409);
    t.regex(answer.text, /<details class="fold" open>/);
  },
);

test.serial('one phone, one person, is said once', async (t) => {
  await phones.settle('8004', '13800138004');
  const client = await phones.arrive('8005', '13800138004');
  const { text } = await see(client, '/a/campus/confirm');
  t.is(text.match(/一个手机号码只能绑定一个人/g)?.length, 1);
});
