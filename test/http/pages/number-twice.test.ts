import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { activate } from '../../../src/registrations/activate.js';
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
