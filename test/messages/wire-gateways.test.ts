import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import test from 'ava';
import type { Message } from '../../src/messages/gateway.js';
import { smppGateway } from '../../src/messages/smpp-gateway.js';
import { smtpGateway } from '../../src/messages/smtp-gateway.js';
import type { Scope } from '../helpers/scope.js';

const message: Message = {
  to: '+8613800138000',
  purpose: 'code',
  locale: 'zh',
  variables: { code: '042917', minutes: '5' },
  text: '【哈工大】验证码：042917，5 分钟内有效。\n\n@campus.example.cn #042917',
  idempotencyKey: '7d4e9f0a',
};
const never = new AbortController().signal;

interface Pdu {
  command: string;
  short_message?: { message: string; udh?: Buffer };
  response(facts?: Record<string, unknown>): Pdu;
  [field: string]: unknown;
}

interface Session {
  on(event: string, listener: (pdu: Pdu) => void): void;
  send(pdu: Pdu): void;
  destroy(): void;
}

interface SmscServer {
  listen(port: number, host: string, listening: () => void): void;
  address(): AddressInfo;
  close(): void;
}

/** The library's own server side as the carrier's SMSC. */
async function startSmsc(
  scope: Scope,
  status = { bind: 0, submit: 0 },
): Promise<{ port: number; got: Pdu[] }> {
  const smpp = createRequire(import.meta.url)('smpp') as {
    createServer(onSession: (session: Session) => void): SmscServer;
  };
  const got: Pdu[] = [];
  const sessions: Session[] = [];
  const server = smpp.createServer((session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    for (const [command, command_status] of [
      ['bind_transceiver', status.bind],
      ['submit_sm', status.submit],
      ['unbind', 0],
    ] as const) {
      session.on(command, (pdu) => {
        got.push(pdu);
        session.send(pdu.response({ command_status }));
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.teardown(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { port: server.address().port, got };
}

const gatewayAt = (port: number) =>
  smppGateway({ url: `smpp://slipway:p%40ss@127.0.0.1:${port}`, sender: '10690000' });

test('an SMSC gets a short message in UCS-2 after the bind', async (t) => {
  const { port, got } = await startSmsc(t);
  await gatewayAt(port).send(message, never);
  const [bind, submit] = got;
  t.like(bind, { command: 'bind_transceiver', system_id: 'slipway', password: 'p@ss' });
  t.like(submit, {
    command: 'submit_sm',
    destination_addr: '8613800138000',
    source_addr: '10690000',
    data_coding: 8,
  });
  t.is(submit?.short_message?.message, message.text);
});

test('a long message goes in parts that a telephone puts together again', async (t) => {
  const { port, got } = await startSmsc(t);
  const text = '长短信'.repeat(50);
  await gatewayAt(port).send({ ...message, text }, never);
  const parts = got.filter(({ command }) => command === 'submit_sm');
  t.is(parts.length, 3);
  t.is(parts.map(({ short_message }) => short_message?.message).join(''), text);
  t.true(parts.every(({ esm_class }) => esm_class === 0x40));
});

test('an SMSC that refuses the bind or the message, or is not there, is an error', async (t) => {
  const closed = await startSmsc(t, { bind: 0x0e, submit: 0 });
  await t.throwsAsync(gatewayAt(closed.port).send(message, never), { message: /status 14/ });
  const full = await startSmsc(t, { bind: 0, submit: 0x14 });
  await t.throwsAsync(gatewayAt(full.port).send(message, never), { message: /status 20/ });
  await t.throwsAsync(gatewayAt(1).send(message, never), { message: /connection failed/ });
});

/** A mail server that speaks as much SMTP as one message needs. */
async function startMailServer(scope: Scope): Promise<{ port: number; mails: string[] }> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let mail: string | null = null;
    socket.write('220 mail.example.cn ESMTP\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const said = bytes.toString('utf8');
      if (mail !== null || /^DATA/i.test(said)) {
        if (mail === null) {
          mail = '';
          socket.write('354 go on\r\n');
          return;
        }
        mail += said;
        if (!mail.endsWith('\r\n.\r\n')) return;
        mails.push(mail);
        mail = null;
        socket.write('250 taken\r\n');
      } else if (/^QUIT/i.test(said)) socket.end('221 bye\r\n');
      else {
        if (/^(MAIL|RCPT)/i.test(said)) mails.push(said.trim());
        socket.write('250 fine\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.teardown(() => server.close());
  return { port: (server.address() as AddressInfo).port, mails };
}

test('a mail goes to the address made of the number, the code in its text alone', async (t) => {
  const { port, mails } = await startMailServer(t);
  const settings = {
    url: `smtp://127.0.0.1:${port}`,
    from: 'slipway@example.edu.cn',
    to: '{national}@sms.example.edu.cn',
  };
  await smtpGateway(settings, 2000).send({ ...message, text: 'code 042917' }, never);
  const [from, to, mail = ''] = mails;
  t.regex(from ?? '', /^MAIL FROM:<slipway@example\.edu\.cn>/);
  t.is(to, 'RCPT TO:<13800138000@sms.example.edu.cn>');
  t.regex(mail, /code 042917/);
  t.notRegex(/^Subject:.*$/m.exec(mail)?.[0] ?? '', /042917/);
});

test('a mail server that is not there is an error', async (t) => {
  const settings = { url: 'smtp://127.0.0.1:1', from: 'a@example.cn', to: '{phone}@example.cn' };
  await t.throwsAsync(smtpGateway(settings, 2000).send(message, never));
});
