import { createHash } from 'node:crypto';
import test from 'ava';
import { installLinks } from '../../../src/delivery/links.js';
import { Outcome } from '../../../src/delivery/model.js';
import { registerPerson } from '../../helpers/people.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let sample: PublishedSample;
let userId: number;

test.before(async () => {
  server = await startServer(scope);
  sample = await publishSample(server, { platform: 'android' });
  userId = (await registerPerson(server, { number: '20010001', phone: '13800138000' })).id;
});

async function fresh(): Promise<{ path: string; ticketId: string }> {
  const build = await server.services.releasedBuilds.get(sample.release.id);
  const links = installLinks(server.services.links, build, userId, server.services.now());
  return { path: new URL(links.url).pathname, ticketId: links.ticketId };
}

async function freshPath(): Promise<string> {
  return (await fresh()).path;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a ticket alone, without a cookie, gives the very bytes that were uploaded', async (t) => {
  const answer = await server.client().get(await freshPath());
  t.is(answer.status, 200);
  t.is(sha256(answer.body), sample.build.sha256);
  t.is(answer.headers['content-length'], String(sample.bytes.length));
  t.is(answer.headers['content-type'], 'application/vnd.android.package-archive');
  t.is(answer.headers['content-disposition'], 'attachment; filename="campus-1.0.0.apk"');
  t.is(answer.headers['accept-ranges'], 'bytes');
  t.is(answer.headers['referrer-policy'], 'no-referrer');
});

test('HEAD tells the length and gives no byte', async (t) => {
  const answer = await server.client().send(await freshPath(), { method: 'HEAD' });
  t.is(answer.status, 200);
  t.is(answer.headers['content-length'], String(sample.bytes.length));
  t.is(answer.body.length, 0);
});

test('a download cut at 40 % and resumed with Range and If-Match is whole', async (t) => {
  const path = await freshPath();
  const client = server.client();
  const cut = Math.floor(sample.bytes.length * 0.4);
  const first = await client.get(path, { Range: `bytes=0-${cut - 1}` });
  t.is(first.status, 206);
  const etag = first.headers.etag ?? '';
  t.regex(etag, /^"sha256-[0-9a-f]{64}"$/);
  const rest = await client.get(path, { Range: `bytes=${cut}-`, 'If-Match': etag });
  t.is(rest.status, 206);
  t.is(
    rest.headers['content-range'],
    `bytes ${cut}-${sample.bytes.length - 1}/${sample.bytes.length}`,
  );
  t.is(sha256(Buffer.concat([first.body, rest.body])), sample.build.sha256);
});

test('the ETag is the same under every ticket of the file', async (t) => {
  const one = await server.client().get(await freshPath());
  const other = await server.client().get(await freshPath());
  t.is(one.headers.etag, other.headers.etag);
});

test('a range beyond the end is 416 and tells the size', async (t) => {
  const answer = await server
    .client()
    .get(await freshPath(), { Range: `bytes=${sample.bytes.length}-` });
  t.is(answer.status, 416);
  t.is(answer.headers['content-range'], `bytes */${sample.bytes.length}`);
  t.is(answer.json().code, 'range_not_satisfiable');
});

test('If-Match with another ETag is 412', async (t) => {
  const answer = await server.client().get(await freshPath(), { 'If-Match': '"sha256-0"' });
  t.is(answer.status, 412);
  t.is(answer.json().code, 'precondition_failed');
});

test('another file name under a good ticket is refused', async (t) => {
  const path = (await freshPath()).replace(/[^/]+$/, 'other.apk');
  const answer = await server.client().get(path);
  t.is(answer.status, 404);
  t.is(answer.json().code, 'ticket_invalid');
});

test('a package ticket opens no manifest and no icon', async (t) => {
  for (const name of ['manifest.plist', 'display-image.png']) {
    const answer = await server.client().get((await freshPath()).replace(/[^/]+$/, name));
    t.is(answer.status, 404);
    t.is(answer.json().code, 'ticket_invalid');
  }
});

test('all bytes are noted once every one of them has gone out, over all ranges', async (t) => {
  const { path, ticketId } = await fresh();
  const client = server.client();
  const half = Math.floor(sample.bytes.length / 2);
  const steps = async () => {
    await server.services.outcomes.flush();
    return (await Outcome.findAll({ where: { ticketId } })).map(({ step }) => step).sort();
  };
  await client.get(path, { Range: `bytes=0-${half}` });
  await waitUntil(async () => (await steps()).includes('first-byte'));
  t.deepEqual(await steps(), ['first-byte']);
  await client.get(path, { Range: `bytes=${half + 1}-` });
  await waitUntil(async () => (await steps()).includes('all-bytes'));
  t.deepEqual(await steps(), ['all-bytes', 'first-byte']);
});

test('all bytes are noted of a download in one piece too', async (t) => {
  const { path, ticketId } = await fresh();
  await server.client().get(path);
  const noted = async () => {
    await server.services.outcomes.flush();
    return (await Outcome.count({ where: { ticketId, step: 'all-bytes' } })) === 1;
  };
  await waitUntil(noted);
  t.true(await noted());
});

test('no ticket is ever logged', async (t) => {
  await server.client().get(await freshPath());
  t.true(server.logged.some((line) => line.includes('/d/[ticket]/')));
  t.false(server.logged.some((line) => line.includes('/d/v1.')));
});

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
