import test from 'ava';
import { savePhonePolicy } from '../../../src/organisation/phone-policy.js';
import { Registration } from '../../../src/registrations/model.js';
import { textsTo } from '../../helpers/gateway-server.js';
import { type PhoneServer, see, startPhoneServer } from '../../helpers/phone-server.js';
import { fileScope } from '../../helpers/scope.js';

const scope = fileScope(test);
let phones: PhoneServer;

test.before(async () => {
  phones = await startPhoneServer(scope);
});

const confirm = '/a/campus/confirm';
const phone = '/a/campus/phone';
const other = '/a/campus/phone/other';

test.serial('a confirmed person gets a code, types it, and is registered', async (t) => {
  const client = await phones.arrive('1001', '13800138001');
  t.regex((await see(client, confirm)).text, /里面有验证码/);
  t.is((await client.postForm(confirm, {})).headers.location, phone);
  t.is(await Registration.count(), 0);
  const page = await see(client, phone);
  for (const part of [
    '138 **** 8001',
    'autocomplete="one-time-code"',
    'inputmode="numeric"',
    '5 分钟内有效',
    'id="resend"',
    'id="other"',
    '请等满一分钟',
  ]) {
    t.true(page.text.includes(part), part);
  }
  t.false(page.text.includes('13800138001'));
  const [text = ''] = textsTo(phones.gateway, '+8613800138001');
  t.regex(text, /^【哈工大】验证码：\d{6}，[\s\S]*\n@localhost #\d{6}$/);
  const wide = [...phones.code('+8613800138001')]
    .map((digit) => String.fromCodePoint(0xff10 + Number(digit)))
    .join('');
  const proven = await client.postForm(phone, { code: ` ${wide} ` });
  t.is(proven.headers.location, '/a/campus/registered');
  const page2 = await see(client, '/a/campus/registered');
  t.regex(page2.text, /id="change-phone"/);
  t.regex((await see(client, '/a/campus/me')).text, /id="change-phone"/);
  t.truthy((await Registration.findOne())?.phoneProvenAt);
  t.notRegex(phones.server.logged.join('\n'), /13800138001|#\d{6}/);
});

test.serial('a wrong code is said at the field; the sixth try is too late', async (t) => {
  const client = await phones.arrive('1002', '13800138002');
  await client.postForm(confirm, {});
  const code = phones.code('+8613800138002');
  const wrong = code === '000000' ? '111111' : '000000';
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await client.postForm(phone, { code: wrong });
    t.is(answer.status, 422);
    t.regex(answer.text, /id="code-error"/);
  }
  const answer = await client.postForm(phone, { code });
  t.is(answer.status, 410);
  t.true(answer.text.includes('验证码已失效'));
});

test.serial('a second code must wait a minute, and its page says so', async (t) => {
  const client = await phones.arrive('1003', '13800138003');
  await client.postForm(confirm, {});
  const first = phones.code('+8613800138003');
  const early = await client.postForm(`${phone}/resend`, {}, { formPath: phone });
  t.is(early.status, 429);
  t.true(early.text.includes('请在 1 分钟后再试'));
  t.is((await client.postForm(confirm, {})).headers.location, phone);
  phones.later(1.1);
  const again = await client.postForm(`${phone}/resend`, {}, { formPath: phone });
  t.is(again.headers.location, `${phone}?sent=1`);
  t.true((await see(client, `${phone}?sent=1`)).text.includes('以前的验证码不再有效'));
  const second = phones.code('+8613800138003');
  if (first !== second) t.is((await client.postForm(phone, { code: first })).status, 422);
  t.is((await client.postForm(phone, { code: second })).status, 303);
});

test.serial('who has no phone on record, or a wrong one, types their own', async (t) => {
  const none = await phones.arrive('1004', '');
  const notice = await see(none, confirm);
  t.is(notice.status, 409);
  t.regex(notice.text, /id="other" href="\/a\/campus\/phone\/other"/);
  for (const number of ['12345', '0451-86412345', '']) {
    const refused = await none.postForm(other, { number });
    t.is(refused.status, 400, number);
    t.regex(refused.text, /id="number-error"/);
  }
  const sent = await none.postForm(other, { number: '１３８ 0013 8004' });
  t.is(sent.headers.location, phone);
  await none.postForm(phone, { code: phones.code('+8613800138004') });
  t.is((await see(none, '/a/campus/registered')).status, 200);
  const wrong = await phones.arrive('1005', '13800138005');
  t.regex((await see(wrong, confirm)).text, /id="other"/);
  await wrong.postForm(other, { number: '+44 7400 123456' });
  t.true((await see(wrong, phone)).text.includes('740 **** 3456'));
});

test.serial('where the organisation says so, the help desk is asked instead', async (t) => {
  const policy = (ownPhone: 'person' | 'desk') =>
    savePhonePolicy(phones.server.services, { policy: { ownPhone }, actor: 'admin:anna' });
  await policy('desk');
  const client = await phones.arrive('1006', '');
  t.notRegex((await see(client, confirm)).text, /id="other"/);
  t.is((await see(client, other)).headers.location, confirm);
  const posted = await client.postForm(other, { number: '13800138006' }, { formPath: confirm });
  t.not(posted.status, 303);
  t.deepEqual(textsTo(phones.gateway, '+8613800138006'), []);
  await policy('person');
});

test.serial('a proven phone of another stays theirs until an administrator says so', async (t) => {
  await phones.settle('1007', '13800138007');
  const spouse = await phones.arrive('1008', '13800138007');
  const notice = await see(spouse, confirm);
  t.is(notice.status, 409);
  t.true(notice.text.includes('夫妻共用'));
  t.regex(notice.text, /id="mine"/);
  phones.later(1.1);
  const asked = await spouse.postForm(confirm, {}, { formPath: '/a/campus/phone/other' });
  t.is(asked.headers.location, phone);
  await spouse.postForm(phone, { code: phones.code('+8613800138007') });
  const taken = await see(spouse, phone);
  t.true(taken.text.includes('绑定着另一个人'));
  await spouse.postForm(`${phone}/claim`, { reason: '新买的号码' }, { formPath: phone });
  t.true((await see(spouse, phone)).text.includes('已经提交给管理员'));
  const holder = await Registration.findOne({ where: { phone: '+8613800138007' } });
  t.not(holder?.userId, undefined);
  t.is(await Registration.count({ where: { phone: '+8613800138007' } }), 1);
});

test.serial('where no message can be sent the page says to try again', async (t) => {
  const client = await phones.arrive('1009', '13800138009');
  phones.gateway.answer(500);
  const answer = await client.postForm(confirm, {});
  phones.gateway.answer(200);
  t.is(answer.status, 503);
  t.true(answer.text.includes('短信暂时发不出去'));
  t.is((await client.postForm(confirm, {})).headers.location, phone);
});
