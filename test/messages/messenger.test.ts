import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { tellPhones } from '../../src/http/tell-phones.js';
import { SentMessage } from '../../src/messages/model.js';
import {
  codeOn,
  type GatewayServer,
  startGatewayServer,
  textsTo,
} from '../helpers/gateway-server.js';
import type { Scope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const phone = '+8613800138000';
const message = {
  to: phone,
  purpose: 'code',
  locale: 'zh',
  variables: { code: '042917', minutes: '5' },
  text: '验证码：042917',
  userId: null,
} as const;

/** Aliyun first, the webhook after it. */
async function twoGateways(
  scope: Scope,
): Promise<{ server: TestServer; first: GatewayServer; second: GatewayServer }> {
  const first = await startGatewayServer(scope);
  const second = await startGatewayServer(scope);
  const server = await startServer(scope, {
    env: {
      MESSAGE_GATEWAYS: 'aliyun, webhook',
      MESSAGE_TIMEOUT_SECONDS: '1',
      MESSAGE_SIGNATURE: '哈工大',
      ALIYUN_ENDPOINT: first.url,
      ALIYUN_ACCESS_KEY_ID: 'LTAI5t',
      ALIYUN_ACCESS_KEY_SECRET: 'secret',
      ALIYUN_TEMPLATES: 'code=SMS_1,phone-changed=SMS_2',
      MESSAGE_WEBHOOK_URL: second.url,
      MESSAGE_WEBHOOK_SECRET: 'shared',
    },
  });
  return { server, first, second };
}

test.serial('a gateway that refuses or hangs is left for the next', async (t) => {
  const { server, first, second } = await twoGateways(t);
  const { messenger } = server.services.codes.frame;
  t.deepEqual(messenger.gateways, ['aliyun', 'webhook']);
  first.answer(200, '{"Code":"isv.AMOUNT_NOT_ENOUGH"}');
  await messenger.send(message);
  t.is(textsTo(second, phone).length, 1);
  first.answer(null);
  const begun = Date.now();
  await messenger.send({ ...message, to: '+8613800138001' });
  t.true(Date.now() - begun < 3000);
  t.is(textsTo(second, '+8613800138001').length, 1);
  first.answer(200, '{"Code":"OK"}');
  await messenger.send({ ...message, to: '+8613800138002' });
  t.is(textsTo(second, '+8613800138002').length, 0);
  const log = server.logged.join('\n');
  t.regex(log, /isv\.AMOUNT_NOT_ENOUGH/);
  t.regex(log, /It took too long/);
  t.notRegex(log, /1380013800|042917/);
});

test.serial('where all fail it is said in words, and counted as failed', async (t) => {
  const { server, first, second } = await twoGateways(t);
  first.answer(500);
  second.answer(503, '{"error":"no message to 13800138000: 042917"}');
  const sending = server.services.codes.frame.messenger.send(message);
  const error = await t.throwsAsync(sending);
  t.like(error, { code: 'message_undeliverable' });
  t.is((await SentMessage.findOne())?.state, 'failed');
  t.notRegex(server.logged.join('\n'), /1380013800|042917/);
});

test.serial('the console gateway writes the code, and a warning at the start', async (t) => {
  const server = await startServer(t, { env: { MESSAGE_GATEWAYS: 'console' } });
  t.true(server.logged.some((line) => /"warn".*never in service/.test(line)));
  await server.services.codes.frame.messenger.send(message);
  t.true(server.logged.some((line) => /"warn".*DEVELOPMENT ONLY.*042917/.test(line)));
});

test.serial('without a gateway nothing is configured', async (t) => {
  const server = await startServer(t);
  t.false(server.services.codes.frame.messenger.configured);
});

test.serial('who is told of a change hears it on the old and the new phone', async (t) => {
  const { server, first, second } = await twoGateways(t);
  first.answer(500);
  await server.roster('number,name,department,phone,password\n1,王小明,,13800138000,lantern 41\n');
  const change = { userId: 1, before: phone, phone: '+8613900139000', locale: 'en' } as const;
  tellPhones(server.services, change);
  for (let tries = 0; tries < 100 && second.got.length < 2; tries += 1) await wait(20);
  for (const each of [phone, '+8613900139000']) {
    t.regex(textsTo(second, each)[0] ?? '', /^【哈工大】.*ending in 9000/);
    t.is(codeOn(second, each), '');
  }
});
