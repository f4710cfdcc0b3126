import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { listBuilds } from '../../../src/builds/queries.js';
import { listRefusals } from '../../../src/builds/refusals.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { page, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
});

async function csrf(): Promise<string> {
  const form = await page(client, '/console/upload');
  return /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
}

async function upload(
  bytes: Buffer,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const all = headers['X-CSRF'] === undefined ? { csrf: await csrf(), ...fields } : fields;
  const accept = { Accept: 'text/html', 'Accept-Language': 'en', ...headers };
  return client.postFile('/console/upload', { name: 'campus.apk', bytes }, all, accept);
}

async function buildCount(): Promise<number> {
  return (await listBuilds({ offset: 0, limit: 1 })).total;
}

async function incoming(): Promise<string[]> {
  return readdir(join(server.storageDir, 'incoming')).catch(() => []);
}

test.serial(
  'a form without its token is refused after the body, and nothing of it stays',
  async (t) => {
    const answer = await upload(buildApk(), { csrf: 'forged', newApp: 'campus' });
    t.is(answer.status, 403);
    t.is(await buildCount(), 0);
    t.deepEqual(await incoming(), []);
  },
);

test.serial('a forged token in the header is refused', async (t) => {
  const answer = await upload(buildApk(), { newApp: 'campus' }, { 'X-CSRF': 'forged' });
  t.is(answer.status, 403);
  t.is(await buildCount(), 0);
});

test.serial(
  'a build of an unknown app is refused at the field that names it, and the form is kept',
  async (t) => {
    const answer = await upload(buildApk(), { notes: 'Faster <b>timetable</b>', publish: 'true' });
    t.is(answer.status, 422);
    t.regex(answer.text, /id="problem-newApp"/);
    t.regex(answer.text, /Faster &lt;b&gt;timetable/);
    t.regex(answer.text, /name="publish" value="true" checked/);
    t.deepEqual(await incoming(), []);
  },
);

test.serial(
  'an upload by the plain form makes the app and the build, and leads to the passport',
  async (t) => {
    const answer = await upload(buildApk(), { newApp: 'campus', channel: 'production' });
    t.is(answer.status, 303);
    t.regex(answer.headers.location ?? '', /^\/console\/builds\/1\?notice=uploaded/);
    const passport = await page(client, answer.headers.location ?? '');
    t.regex(passport.text, /<h1>Campus<\/h1>/);
    t.regex(passport.text, /Verified/);
    const icon = await client.get('/console/builds/1/icon');
    t.is(icon.headers['content-type'], 'image/png');
    t.deepEqual(icon.body.subarray(0, 4), Buffer.from('\x89PNG', 'latin1'));
  },
);

test.serial('the same bytes again lead to the build that is there', async (t) => {
  const { location } = (await upload(buildApk(), { app: 'campus' })).headers;
  t.regex(location ?? '', /builds\/1\?notice=known/);
  t.is(await buildCount(), 1);
});

test.serial('a script sends the token in a header; what may be published at once is', async (t) => {
  const bytes = buildApk({ versionCode: 2, versionName: '1.1.0' });
  const fields = { publish: 'true', notes: 'Second', channel: 'beta' };
  const answer = await upload(bytes, fields, { 'X-CSRF': await csrf() });
  t.regex(answer.headers.location ?? '', /notice=published&channel=beta/);
});

test.serial('what needs confirming is stored and not published', async (t) => {
  const bytes = buildApk({ versionCode: 1, versionName: '0.9.0', packageName: 'cn.example.other' });
  await upload(bytes, { newApp: 'other', publish: 'true' });
  const older = buildApk({ versionCode: 0, versionName: '0.8.0', packageName: 'cn.example.other' });
  const answer = await upload(older, { publish: 'true', notes: 'Back again' });
  t.regex(answer.headers.location ?? '', /notice=unpublished/);
  const passport = await page(client, answer.headers.location ?? '');
  t.regex(passport.text, /name="confirm" value="older_version_code"/);
  t.regex(passport.text, />Back again</);
});

test.serial(
  'a refused file is told in plain words and stands among the refusals, without its bytes',
  async (t) => {
    const answer = await upload(Buffer.from('not a build at all'), { app: 'campus' });
    t.is(answer.status, 415);
    t.regex(answer.text, /id="problem-file"/);
    t.deepEqual(await incoming(), []);
    const [refused] = await listRefusals(1);
    t.is(refused?.createdBy, 'admin:anna');
    t.regex((await page(client, '/console/refusals')).text, /unsupported_artifact/);
  },
);
