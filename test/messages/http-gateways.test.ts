import { createHash, createHmac } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { aliyunGateway } from '../../src/messages/aliyun-gateway.js';
import type { Message } from '../../src/messages/gateway.js';
import { tencentGateway } from '../../src/messages/tencent-gateway.js';
import { webhookGateway } from '../../src/messages/webhook-gateway.js';
import { type Posted, startGatewayServer } from '../helpers/gateway-server.js';

const now = new Date('2026-11-25T06:40:00.500Z');
const message: Message = {
  to: '+8613800138000',
  purpose: 'code',
  locale: 'zh',
  variables: { code: '042917', minutes: '5' },
  text: '验证码：042917',
  idempotencyKey: '7d4e9f0a',
};
const signal = new AbortController().signal;
const templates = new Map([
  ['code', 'SMS_1'],
  ['code.en', 'SMS_2'],
]);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);

test('the webhook gets JSON, a signature over time and body, and an idempotency key', async (t) => {
  const server = await startGatewayServer(t);
  await webhookGateway({ url: server.url, secret: 'shared' }, () => now).send(message, signal);
  const [posted] = server.got;
  t.deepEqual(JSON.parse(posted?.body ?? ''), message);
  t.is(posted?.headers['idempotency-key'], '7d4e9f0a');
  const [, seconds, signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(posted?.headers['x-signature'])) ?? [];
  t.is(seconds, String(Math.floor(now.getTime() / 1000)));
  t.is(signature, hmac('shared', `${seconds}.${posted?.body}`).digest('hex'));
});

test('a webhook that answers no is an error without the number or the code', async (t) => {
  const server = await startGatewayServer(t);
  server.answer(500, 'no message to +8613800138000');
  const gateway = webhookGateway({ url: server.url, secret: 'shared' }, () => now);
  const error = await t.throwsAsync(gateway.send(message, signal));
  t.is(error?.message, 'The gateway answered 500.');
  server.answer(302, '');
  await t.throwsAsync(gateway.send(message, signal));
  server.answer(200, 'x'.repeat(100_000));
  await t.throwsAsync(gateway.send(message, signal), { message: /too much/ });
});

/** Recomputes ACS3-HMAC-SHA256 from what came over the wire, as the vendor's server does. */
function aliyunSignature(posted: Posted | undefined, secret: string): string {
  const authorization = String(posted?.headers.authorization);
  const [, names = ''] = /SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const [path, query = ''] = (posted?.path ?? '').split('?');
  const sorted = query.split('&').sort().join('&');
  const lines = names.split(';').map((name) => `${name}:${posted?.headers[name]}\n`);
  const request = ['POST', path, sorted, lines.join(''), names, sha256(posted?.body ?? '')];
  return hmac(secret, `ACS3-HMAC-SHA256\n${sha256(request.join('\n'))}`).digest('hex');
}

test('Aliyun gets SendSms with a signature that its server recomputes', async (t) => {
  const server = await startGatewayServer(t);
  server.answer(200, '{"Code":"OK","BizId":"9006197469364984^0"}');
  const settings = {
    endpoint: server.url,
    accessKeyId: 'LTAI5t',
    accessKeySecret: 'aliyun secret',
    signName: "哈工大 (Harbin)'*",
    templates,
  };
  const gateway = aliyunGateway(settings, () => now);
  await gateway.send(message, signal);
  const [posted] = server.got;
  const query = new URLSearchParams(posted?.path.split('?')[1]);
  t.is(query.get('PhoneNumbers'), '13800138000');
  t.is(query.get('SignName'), settings.signName);
  t.is(query.get('TemplateCode'), 'SMS_1');
  t.is(query.get('TemplateParam'), '{"code":"042917","minutes":"5"}');
  t.is(posted?.headers['x-acs-action'], 'SendSms');
  t.is(posted?.headers['x-acs-version'], '2017-05-25');
  t.is(posted?.headers['x-acs-date'], '2026-11-25T06:40:00Z');
  t.is(posted?.headers['x-acs-content-sha256'], sha256(''));
  const signature = aliyunSignature(posted, settings.accessKeySecret);
  t.true(String(posted?.headers.authorization).endsWith(`,Signature=${signature}`));
  await refusal(t, server.answer, gateway.send, '{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', {
    message: 'Aliyun refused: isv.BUSINESS_LIMIT_CONTROL.',
  });
});

test('Tencent gets SendSms with a signature that its server recomputes', async (t) => {
  const server = await startGatewayServer(t);
  const sent = (code: string) => JSON.stringify({ Response: { SendStatusSet: [{ Code: code }] } });
  server.answer(200, sent('Ok'));
  const settings = {
    endpoint: server.url,
    secretId: 'AKIDz8',
    secretKey: 'tencent secret',
    region: 'ap-guangzhou',
    appId: '1400006666',
    signName: '哈工大',
    templates,
  };
  const gateway = tencentGateway(settings, () => now);
  await gateway.send({ ...message, locale: 'en' }, signal);
  const [posted] = server.got;
  t.deepEqual(JSON.parse(posted?.body ?? ''), {
    PhoneNumberSet: ['+8613800138000'],
    SmsSdkAppId: '1400006666',
    SignName: '哈工大',
    TemplateId: 'SMS_2',
    TemplateParamSet: ['042917', '5'],
    SessionContext: '7d4e9f0a',
  });
  const headers = posted?.headers ?? {};
  const seconds = String(headers['x-tc-timestamp']);
  const lines = `content-type:${headers['content-type']}\nhost:${headers.host}\n`;
  const request = `POST\n/\n\n${lines}\ncontent-type;host\n${sha256(posted?.body ?? '')}`;
  const scope = '2026-11-25/sms/tc3_request';
  const text = `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(request)}`;
  const ofDay = hmac(`TC3${settings.secretKey}`, '2026-11-25').digest();
  const key = hmac(hmac(ofDay, 'sms').digest(), 'tc3_request').digest();
  t.is(
    headers.authorization,
    `TC3-HMAC-SHA256 Credential=AKIDz8/${scope}, SignedHeaders=content-type;host, Signature=${hmac(key, text).digest('hex')}`,
  );
  t.is(headers['x-tc-action'], 'SendSms');
  t.is(headers['x-tc-version'], '2021-01-11');
  await refusal(t, server.answer, gateway.send, sent('LimitExceeded.PhoneNumberDailyLimit'), {
    message: 'Tencent refused: LimitExceeded.PhoneNumberDailyLimit.',
  });
  const failure = '{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"}}}';
  await refusal(t, server.answer, gateway.send, failure, { message: /SignatureFailure/ });
  await refusal(t, server.answer, gateway.send, 'not JSON', { message: /no code/ });
});

test('a purpose without a template of the vendor is refused before anything is sent', async (t) => {
  const server = await startGatewayServer(t);
  const settings = { accessKeyId: 'a', accessKeySecret: 'b', signName: 'c', templates };
  const gateway = aliyunGateway({ ...settings, endpoint: server.url }, () => now);
  const changed = { ...message, purpose: 'phone-changed' } as const;
  await t.throwsAsync(gateway.send(changed, signal), { message: /No template/ });
  t.is(server.got.length, 0);
});

async function refusal(
  t: ExecutionContext,
  answer: (status: number, body: string) => void,
  send: (one: Message, stop: AbortSignal) => Promise<void>,
  body: string,
  expected: { message: string | RegExp },
): Promise<void> {
  answer(200, body);
  await t.throwsAsync(send(message, signal), expected);
}
