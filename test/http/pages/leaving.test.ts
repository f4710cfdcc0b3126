import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { HelpSession } from '../../../src/helping/model.js';
import { SentMessage } from '../../../src/messages/model.js';
import { suspendRegistration } from '../../../src/registrations/administer.js';
import { leave } from '../../../src/registrations/leave.js';
import { OneTimeCode, PhoneRequest } from '../../../src/registrations/phone-model.js';
import { type PhoneServer, see, startPhoneServer } from '../../helpers/phone-server.js';
import { fileScope } from '../../helpers/scope.js';

const scope = fileScope(test);
const taken = '13800138001';
const e164 = `+86${taken}`;
let phones: PhoneServer;

test.before(async () => {
  phones = await startPhoneServer(scope);
  await phones.settle('7001', taken);
  phones.later(2);
});

test.serial(
  'what a person is sent and asks of their phone is in what they take along',
  async (t) => {
    const client = await claiming('7002');
    const data = (await client.get('/a/campus/me/data.json')).json<{
      phoneRequests: { kind: string; phone: string; reason: string; state: string }[];
      messages: { phone: string; state: string }[];
    }>();
    t.is(data.phoneRequests.length, 1);
    const [request] = data.phoneRequests;
    t.deepEqual([request?.kind, request?.phone, request?.state], ['claim', e164, 'open']);
    t.is(request?.reason, '我们夫妻共用');
    t.deepEqual(
      data.messages.map(({ phone, state }) => [phone, state]),
      [[e164, 'sent']],
    );
  },
);

test.serial('who leaves has no code, no wish, no message and no helper left here', async (t) => {
  phones.later(2);
  const client = await claiming('7003');
  await client.postForm('/a/campus/helped', {}, { formPath: '/a/campus/helped' });
  const user = await User.findOne({ where: { number: '7003' }, rejectOnEmpty: true });
  const userId = user.id;
  await HelpSession.update({ userId, number: '7003' }, { where: {} });
  const left = await client.postForm('/a/campus/me/leave', {});
  t.is(left.status, 303);
  t.is(await OneTimeCode.count({ where: { userId } }), 0);
  t.is(await PhoneRequest.count({ where: { userId } }), 0);
  t.is(await SentMessage.count({ where: { userId } }), 0);
  t.true((await SentMessage.count({ where: { phone: e164 } })) > 0, 'limits go on counting');
  t.is(await HelpSession.count({ where: { userId } }), 0);
});

test.serial('a suspension cannot be shaken off by leaving', async (t) => {
  await phones.settle('7004', '13800138004');
  const user = await User.findOne({ where: { number: '7004' }, rejectOnEmpty: true });
  const { services } = phones.server;
  await suspendRegistration(services, { number: '7004', actor: 'admin:anna' });
  await t.throwsAsync(leave(services, user), { message: /suspended/ });
  t.is((await user.reload()).number, '7004');
});

/** One who proved a phone that is another's, and asks for it. */
async function claiming(number: string) {
  const client = await phones.arrive(number, taken);
  await client.postForm('/a/campus/phone/other', { number: taken });
  await client.postForm('/a/campus/phone', { code: phones.code(e164) });
  await see(client, '/a/campus/phone');
  const fields = { reason: '我们夫妻共用' };
  await client.postForm('/a/campus/phone/claim', fields, { formPath: '/a/campus/phone' });
  return client;
}
