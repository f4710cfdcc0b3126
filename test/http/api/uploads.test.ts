import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { listRefusals } from '../../../src/builds/refusals.js';
import { takeLease } from '../../../src/uploads/lease.js';
import { ResumableUpload } from '../../../src/uploads/model.js';
import { sweepUploads } from '../../../src/uploads/resumable.js';
import type { Problem } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { type Tus, tusOf } from '../../helpers/tus.js';

const maxBytes = 2 * 1024 * 1024;
const signer = makeAndroidSigner();
const scope = fileScope(test);
let server: TestServer;
let tus: Tus;
let authorization: Record<string, string>;
let later = 0;

test.before(async () => {
  const env = { MAX_UPLOAD_BYTES: String(maxBytes) };
  server = await startServer(scope, { env, now: () => new Date(Date.now() + later) });
  authorization = { Authorization: `Bearer ${await server.token()}` };
  tus = tusOf(server.client(), authorization);
});

test.afterEach.always(() => {
  later = 0;
});

const apk = (versionCode: number) => buildApk({ signer, versionCode });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const files = () => readdir(join(server.storageDir, 'uploads'));

test.serial('the server says which parts of tus it speaks', async (t) => {
  const { status, headers } = await tus.send('OPTIONS', '/api/v1/uploads');
  t.is(status, 204);
  t.is(headers['tus-version'], '1.0.0');
  t.is(headers['tus-extension'], 'creation,expiration,checksum,termination');
  t.is(headers['tus-max-size'], String(maxBytes));
  t.is(headers['tus-checksum-algorithm'], 'sha1,sha256');
});

test.serial(
  'an upload in pieces becomes a build, and the last piece is answered with it',
  async (t) => {
    const bytes = apk(1);
    const half = bytes.length >> 1;
    const begun = await tus.begin({ size: bytes.length, app: 'campus', fileName: '校园.apk' });
    t.is(begun.status, 201);
    const path = begun.headers.location ?? '';
    t.regex(path, /^\/api\/v1\/uploads\/[0-9a-f]{32}$/);
    const first = await tus.append(path, 0, bytes.subarray(0, half));
    t.is(first.status, 204, first.text);
    t.is(first.headers['upload-offset'], String(half));
    t.truthy(Date.parse(first.headers['upload-expires'] as string));
    t.is(await tus.offset(path), half);
    const last = await tus.append(path, half, bytes.subarray(half));
    t.is(last.status, 200, last.text);
    const build = last.json<{ id: number }>();
    t.like(build, { app: 'campus', sha256: sha256(bytes), fileName: '校园.apk', versionCode: '1' });
    t.deepEqual(await files(), []);
    const again = await tus.send('POST', `${path}/build`);
    t.is(again.status, 200);
    t.deepEqual(again.json(), build as never);
    t.like((await tus.send('GET', path)).json(), { offset: bytes.length, build: build.id });
    t.is(await tus.offset(path), bytes.length);
  },
);

test.serial(
  'the same bytes are the build that exists, and it is found by its SHA-256',
  async (t) => {
    const bytes = apk(1);
    const path = await tus.open({ size: bytes.length, sha256: sha256(bytes) });
    const answer = await tus.append(path, 0, bytes);
    t.is(answer.status, 200);
    t.deepEqual(await files(), []);
    const found = await tus.send('GET', `/api/v1/builds?sha256=${sha256(bytes)}`);
    t.like(found.json(), { total: 1, builds: [{ id: answer.json<{ id: number }>().id }] } as never);
    const none = await tus.send('GET', `/api/v1/builds?sha256=${'0'.repeat(64)}`);
    t.is(none.json<{ total: number }>().total, 0);
  },
);

test.serial(
  'a piece that does not begin where the upload stands is refused with the offset',
  async (t) => {
    const path = await tus.open({ size: 1000 });
    await tus.append(path, 0, randomBytes(300));
    for (const offset of [0, 299, 301, 1000]) {
      const answer = await tus.append(path, offset, randomBytes(10));
      t.is(answer.status, 409);
      t.like(answer.json<Problem>(), { code: 'upload_offset_wrong', details: { offset: 300 } });
    }
    t.is(await tus.offset(path), 300);
    const early = await tus.send('POST', `${path}/build`);
    t.is(early.status, 409);
  },
);

test.serial('a piece with another checksum counts for nothing', async (t) => {
  const path = await tus.open({ size: 1000 });
  const bytes = randomBytes(400);
  const checksum = (algorithm: string) => {
    const value = createHash(algorithm).update(bytes).digest('base64');
    return { 'Upload-Checksum': `${algorithm} ${value}` };
  };
  const wrong = await tus.append(path, 0, randomBytes(400), checksum('sha256'));
  t.is(wrong.status, 460);
  t.is(wrong.json<Problem>().code, 'upload_checksum_wrong');
  t.is(await tus.offset(path), 0);
  t.is((await tus.append(path, 0, bytes, checksum('sha256'))).status, 204);
  t.is((await tus.append(path, 400, bytes, checksum('sha1'))).status, 204);
  t.is((await tus.append(path, 800, bytes, { 'Upload-Checksum': 'md5 AAAA' })).status, 400);
  t.is(await tus.offset(path), 800);
});

test.serial(
  'a file that is not what its SHA-256 said is refused, recorded and removed',
  async (t) => {
    const bytes = apk(2);
    const path = await tus.open({ size: bytes.length, sha256: sha256(apk(3)), app: 'campus' });
    const answer = await tus.append(path, 0, bytes);
    t.is(answer.status, 460);
    t.like((await listRefusals(1))[0], { code: 'upload_checksum_wrong', sha256: sha256(bytes) });
    t.is((await tus.send('POST', `${path}/build`)).status, 460);
    t.false((await files()).includes(path.slice(-32)));
  },
);

test.serial(
  'a refused build leaves a record and no bytes, and is refused again when asked',
  async (t) => {
    const bytes = Buffer.from('this is no build of anything');
    const path = await tus.open({ size: bytes.length, fileName: 'none.apk' });
    const answer = await tus.append(path, 0, bytes);
    t.is(answer.status, 415);
    t.is(answer.json<Problem>().code, 'unsupported_artifact');
    t.like((await listRefusals(1))[0], { code: 'unsupported_artifact', fileName: 'none.apk' });
    t.false((await files()).includes(path.slice(-32)));
    t.deepEqual(await readdir(join(server.storageDir, 'incoming')), []);
    const count = (await listRefusals(100)).length;
    const again = await tus.send('POST', `${path}/build`);
    t.like(again.json<Problem>(), { status: 415, code: 'unsupported_artifact' });
    t.is((await listRefusals(100)).length, count);
  },
);

test.serial(
  'a file above the limit is refused before its first byte, and that is recorded',
  async (t) => {
    const answer = await tus.begin({ size: maxBytes + 1, fileName: 'large.apk' });
    t.is(answer.status, 413);
    t.is(answer.json<Problem>().code, 'artifact_too_large');
    t.like((await listRefusals(1))[0], { fileName: 'large.apk', size: maxBytes + 1 });
  },
);

test.serial('more bytes than were announced are refused', async (t) => {
  const path = await tus.open({ size: 1000 });
  const answer = await tus.append(path, 0, randomBytes(1001));
  t.is(answer.status, 400);
  t.true((await tus.offset(path)) <= 1000);
});

test.serial('what tus asks of a request is asked for', async (t) => {
  const path = await tus.open({ size: 10 });
  const bare = await server.client().send(path, { method: 'HEAD', headers: authorization });
  t.is(bare.status, 412);
  t.is(bare.headers['tus-version'], '1.0.0');
  const type = { 'Content-Type': 'application/octet-stream' };
  t.is((await tus.append(path, 0, Buffer.alloc(10), type)).status, 415);
  for (const headers of [
    { 'Upload-Length': 'many' },
    { 'Upload-Length': '0' },
    { 'Upload-Metadata': 'fileName ***' },
    { 'Upload-Metadata': 'app YQ==,app Yg==' },
    { 'Upload-Metadata': `sha256 ${Buffer.from('short').toString('base64')}` },
  ]) {
    t.is((await tus.begin({ size: 10, headers })).status, 400, JSON.stringify(headers));
  }
});

test.serial("an upload is its token's alone", async (t) => {
  const path = await tus.open({ size: 10 });
  const other = tusOf(server.client(), {
    Authorization: `Bearer ${await server.token(['upload'])}`,
  });
  t.is((await other.send('HEAD', path)).status, 404);
  t.is((await other.append(path, 0, Buffer.alloc(10))).status, 404);
  t.is((await other.send('DELETE', path)).status, 404);
  t.is((await other.send('POST', `${path}/build`)).status, 404);
  const reader = tusOf(server.client(), {
    Authorization: `Bearer ${await server.token(['read'])}`,
  });
  t.is((await reader.send('HEAD', path)).status, 403);
  t.is((await tusOf(server.client(), {}).begin({ size: 10 })).status, 401);
});

test.serial('an upload that is ended is gone with its bytes', async (t) => {
  const path = await tus.open({ size: 10 });
  await tus.append(path, 0, Buffer.alloc(5));
  t.is((await tus.send('DELETE', path)).status, 204);
  t.is((await tus.send('HEAD', path)).status, 404);
  t.false((await files()).includes(path.slice(-32)));
});

test.serial('an upload that is left alone for a week is expired, and then swept', async (t) => {
  const path = await tus.open({ size: 10 });
  later = 6 * 24 * 60 * 60 * 1000;
  t.is((await tus.append(path, 0, Buffer.alloc(5))).status, 204);
  later *= 2;
  t.is((await tus.send('HEAD', path)).status, 200, 'counted from its last byte');
  later *= 2;
  const answer = await tus.append(path, 5, Buffer.alloc(5));
  t.is(answer.status, 410);
  t.is(answer.json<Problem>().code, 'upload_expired');
  await sweepUploads(server.storageDir, server.services.now());
  t.is((await tus.send('HEAD', path)).status, 404);
  t.deepEqual(await files(), []);
});

test.serial('of ten writers at once one wins', async (t) => {
  const bytes = apk(10);
  const path = await tus.open({ size: bytes.length, app: 'campus' });
  const answers = await Promise.all(Array.from({ length: 10 }, () => tus.append(path, 0, bytes)));
  const statuses = answers.map(({ status }) => status);
  t.is(statuses.filter((status) => status === 200).length, 1, statuses.join());
  t.true(
    statuses.every((status) => [200, 409, 423].includes(status)),
    statuses.join(),
  );
  const build = await tus.send('POST', `${path}/build`);
  t.is(build.json<{ sha256: string }>().sha256, sha256(bytes));
});

test.serial(
  'who holds an upload keeps others out, until he is dead for twenty seconds',
  async (t) => {
    const path = await tus.open({ size: 10 });
    const where = { key: path.slice(-32) };
    const row = await ResumableUpload.findOne({ where, rejectOnEmpty: true });
    const lease = await takeLease(row.id);
    const answer = await tus.append(path, 0, Buffer.alloc(5));
    t.is(answer.status, 423);
    t.is(answer.headers['retry-after'], '2');
    t.is((await tus.send('DELETE', path)).status, 423);
    await row.reload();
    const left = (row.writerUntil?.getTime() ?? 0) - Date.now();
    t.true(left > 0 && left <= 20_000, String(left));
    await lease.release();
    await row.update({ writer: 'of a dead process', writerUntil: new Date(Date.now() - 1) });
    t.is((await tus.append(path, 0, Buffer.alloc(5))).status, 204);
  },
);
