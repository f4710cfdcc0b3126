import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import test from 'ava';
import { listRefusals } from '../../../src/builds/refusals.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const maxBytes = 1024 * 1024;
let server: TestServer;
let token: string;

const scope = fileScope(test);

test.before(async () => {
  server = await startServer(scope, { env: { MAX_UPLOAD_BYTES: String(maxBytes) } });
  token = await server.token();
});

test.afterEach('no byte of a refused upload stays', async (t) => {
  t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
});

const path = '/api/v1/builds';
const boundary = 'b0undary';
const head = (disposition: string, ...headers: string[]) =>
  `--${boundary}\r\n${[`Content-Disposition: form-data; ${disposition}`, ...headers].join('\r\n')}\r\n\r\n`;
const filePart = (name = 'a.apk') =>
  head(`name="file"; filename="${name}"`, 'Content-Type: application/octet-stream');
const end = `\r\n--${boundary}--\r\n`;

const authorization = () => ({ Authorization: `Bearer ${token}` });

async function post(body: string | Buffer, type = `multipart/form-data; boundary=${boundary}`) {
  const headers = { ...authorization(), 'Content-Type': type };
  const answer = await server.client().send(path, { method: 'POST', headers, body });
  return { answer, problem: answer.json<{ code: string; detail: string; maxBytes?: number }>() };
}

/** A connection on which a test writes what it likes. */
async function openRaw(headers: Record<string, string>): Promise<TLSSocket> {
  const port = Number(new URL(server.url).port);
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const lines = { Host: 'localhost', Authorization: `Bearer ${token}`, ...headers };
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${text.join('')}\r\n`);
  return socket;
}

function answerOn(socket: TLSSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (piece: string) => {
      text += piece;
      if (/\r\n\r\n.*\}$/s.test(text)) resolve(text);
    });
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.serial('a Content-Length above the limit is answered before any of the body', async (t) => {
  const socket = await openRaw({
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Content-Length': String(5 * 1024 ** 3),
  });
  const answer = await answerOn(socket);
  socket.destroy();
  t.regex(answer, /^HTTP\/1\.1 413 /);
  t.regex(answer, /"code":"artifact_too_large"/);
  const [refusal] = await listRefusals(1);
  t.like(refusal, { code: 'artifact_too_large', size: 5 * 1024 ** 3, createdBy: 'token:test' });
});

test.serial('a file that grows over the limit is refused, and its sender reads why', async (t) => {
  const big = Buffer.concat([Buffer.from(filePart('big.apk')), randomBytes(maxBytes + 100_000)]);
  const { answer, problem } = await post(Buffer.concat([big, Buffer.from(end)]));
  t.is(answer.status, 413);
  t.like(problem, { code: 'artifact_too_large', maxBytes });
  const [refusal] = await listRefusals(1);
  t.like(refusal, { fileName: 'big.apk', code: 'artifact_too_large', sha256: null });
});

test.serial('a chunked body without a length is cut at the limit too', async (t) => {
  const socket = await openRaw({
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Transfer-Encoding': 'chunked',
  });
  const answer = answerOn(socket);
  const send = (bytes: Buffer) =>
    socket.write(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, crlf]));
  const crlf = Buffer.from('\r\n');
  send(Buffer.from(filePart()));
  for (let sent = 0; sent < 3 * maxBytes; sent += 65_536) send(Buffer.alloc(65_536, 'x'));
  t.regex(await answer, /^HTTP\/1\.1 413 /);
  socket.destroy();
});

test.serial(
  'a sender that is refused midway is not cut off, even where it asks to close',
  async (t) => {
    const bodyLength = 1_000_000;
    const socket = await openRaw({
      Authorization: 'Bearer slw_stranger',
      Connection: 'close',
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': String(bodyLength),
    });
    socket.write(filePart());
    t.regex(await answerOn(socket), /^HTTP\/1\.1 401 /);
    socket.write(Buffer.alloc(bodyLength / 2));
    await new Promise((resolve) => setTimeout(resolve, 200));
    t.false(socket.destroyed || socket.readableEnded);
    socket.destroy();
  },
);

test.serial('a client that goes away leaves a record and no byte', async (t) => {
  const socket = await openRaw({
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Content-Length': '500000',
  });
  socket.write(`${filePart('half.apk')}${'x'.repeat(100_000)}`);
  const incoming = join(server.storageDir, 'incoming');
  await until(async () => (await readdir(incoming)).length === 1);
  socket.destroy();
  await until(async () => (await listRefusals(1))[0]?.fileName === 'half.apk');
  t.like((await listRefusals(1))[0], { code: 'upload_aborted', sha256: null });
});

test.serial('a file sent twice is refused', async (t) => {
  const part = `${filePart()}abc\r\n`;
  const { answer, problem } = await post(`${part}${part}--${boundary}--\r\n`);
  t.is(answer.status, 400);
  t.is(problem.code, 'invalid_request');
  t.regex(problem.detail, /one file/);
});

test.serial('a field sent twice is refused', async (t) => {
  const field = `${head('name="notes"')}x\r\n`;
  const { problem } = await post(`${field}${field}${filePart()}abc${end}`);
  t.is(problem.code, 'invalid_request');
  t.regex(problem.detail, /"notes" was sent more than once/);
});

test.serial('a field that the route does not know is refused', async (t) => {
  const { problem } = await post(`${head('name="chanel"')}beta\r\n${filePart()}abc${end}`);
  t.is(problem.code, 'invalid_request');
  t.regex(problem.detail, /chanel/);
});

test.serial('a body without a file is refused', async (t) => {
  t.regex((await post(`${head('name="notes"')}x${end}`)).problem.detail, /no file/);
  t.regex((await post(`${filePart('')}${end}`)).problem.detail, /empty/);
  t.regex((await post('{}', 'application/json')).problem.detail, /multipart/);
  t.regex((await post('no multipart at all')).problem.detail, /no sound/);
  t.regex((await post(`${filePart()}cut short`)).problem.detail, /no sound/);
});

test.serial('a file in another field is refused', async (t) => {
  const part = head('name="build"; filename="a.apk"', 'Content-Type: application/zip');
  t.regex((await post(`${part}abc${end}`)).problem.detail, /"build" takes no file/);
});

test.serial('fields and headers without end are refused', async (t) => {
  const long = 'x'.repeat(100_000);
  t.is((await post(`${head('name="notes"')}${long}${end}`)).problem.code, 'invalid_request');
  const { problem } = await post(
    `${head(`name="notes"; a="${long}${long}${long}"`)}x\r\n${filePart()}abc${end}`,
  );
  t.regex(problem.detail, /too much around/);
});

test.serial('a field may name a content type and a transfer encoding', async (t) => {
  const part = head(
    'name="notes"',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
  );
  const { problem } = await post(`${part}好\r\n${filePart()}abc${end}`);
  t.is(problem.code, 'unsupported_artifact');
});

const names: [sent: string, kept: string][] = [
  ['校园通 2.0.apk', '校园通 2.0.apk'],
  ['C:\\Users\\me\\a.apk', 'a.apk'],
  ['../../etc/passwd', 'passwd'],
  ['a\u202Ekpa.exe', 'akpa.exe'],
  ['tab\there.apk', 'tabhere.apk'],
  ['..', '..'],
  [`${'长'.repeat(300)}.apk`, '长'.repeat(255)],
];

test.serial('a file is recorded by the last, plain segment of its name', async (t) => {
  for (const [sent, kept] of names) {
    await post(`${filePart(sent)}not a build${end}`);
    t.is((await listRefusals(1))[0]?.fileName, kept);
  }
});

test.serial('a name that is cut between two pieces on the wire keeps its characters', async (t) => {
  const body = Buffer.from(`${filePart('校园通.apk')}not a build${end}`);
  const cut = body.indexOf('园') + 1;
  const socket = await openRaw({
    'Content-Type': `multipart/form-data; boundary=${boundary}`,
    'Content-Length': String(body.length),
  });
  socket.setNoDelay(true);
  const answer = answerOn(socket);
  socket.write(body.subarray(0, cut));
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.write(body.subarray(cut));
  t.regex(await answer, /unsupported_artifact/);
  socket.destroy();
  t.is((await listRefusals(1))[0]?.fileName, '校园通.apk');
});

test.serial('a build just below the limit is taken', async (t) => {
  const bytes = buildApk({ padToBytes: maxBytes - 200_000 });
  t.true(bytes.length < maxBytes && bytes.length > maxBytes - 200_001);
  const file = { name: 'campus.apk', bytes };
  const answer = await server.client().postFile(path, file, { app: 'campus' }, authorization());
  t.is(answer.status, 201, answer.text);
});
