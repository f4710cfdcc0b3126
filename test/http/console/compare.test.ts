import test from 'ava';
import { apiOf } from '../../helpers/api.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { furnish, page, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { ingestBytes } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;
let android: number;
let ios: number;
let next: number;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server, 'ben', 'engineer');
  ({ android, ios } = await furnish(server));
  const bytes = buildApk({
    versionName: '3.0.0',
    versionCode: 3000,
    minSdk: 28,
    permissions: ['android.permission.INTERNET', 'android.permission.READ_CONTACTS'],
    signer: makeAndroidSigner({ keyType: 'ec', commonName: 'Somebody else' }),
  });
  ({
    build: { id: next },
  } = await ingestBytes(server, bytes, { fileName: 'campus-3.apk', app: 'campus' }));
});

test.serial('a passport leads to the comparison with what is released now', async (t) => {
  const { text } = await page(client, `/console/builds/${next}`);
  const href = `/console/builds/${next}/compare/${android}`;
  t.true(text.includes(`<a href="${href}">Compare with what is released now</a>`));
  const released = await page(client, `/console/builds/${android}`);
  t.true(released.text.includes(`/console/builds/${android}/compare/1">Compare with another`));
  t.notRegex((await page(client, `/console/builds/${ios}`)).text, /\/compare\//);
});

test.serial('two builds stand side by side, and what the update means comes first', async (t) => {
  const path = `/console/builds/${next}/compare/${android}`;
  const { status, text } = await page(client, path);
  t.is(status, 200);
  t.regex(
    text,
    /What people hold[\s\S]*2\.1\.0 \(2100\)[\s\S]*take its place[\s\S]*3\.0\.0 \(3000\)/,
  );
  t.regex(text, /everyone who holds the last one \(1\) must uninstall first and loses their data/);
  t.regex(text, /stay on the older build/);
  t.regex(text, /added<\/span>\s*<span>android\.permission\.READ_CONTACTS/);
  t.regex(text, /removed<\/span>\s*<span>android\.permission\.CAMERA/);
  t.regex(text, /Another signer/);
  t.regex(text, /All of it/);
  const chinese = await page(client, path, 'zh');
  t.regex(chinese.text, /都必须先卸载，数据会丢失/);
});

test.serial('another build is chosen by its form', async (t) => {
  const to = async (query: string) =>
    (await page(client, `/console/builds/${next}/compare${query}`)).headers.location;
  t.is(await to(''), `/console/builds/${next}/compare/${android}`);
  t.is(await to('?with=1'), `/console/builds/${next}/compare/1`);
  t.is(await to('?with=//example.org'), `/console/builds/${next}/compare/${android}`);
  t.is((await page(client, `/console/builds/${ios}/compare`)).status, 404);
});

test.serial('builds of two platforms can be looked at, and update nothing', async (t) => {
  const { text } = await page(client, `/console/builds/${ios}/compare/${android}`);
  t.regex(text, /not the same app on the same platform/);
});

test.serial('over REST both builds and their comparison come in one document', async (t) => {
  const api = await apiOf(server, ['read']);
  const answer = await api.get(`/builds/${next}/compare/${android}`);
  t.is(answer.status, 200);
  t.like(answer.json(), {
    older: { id: android, versionCode: '2100' },
    newer: { id: next, versionCode: '3000' },
    comparison: {
      isSameApp: true,
      signer: 'changed',
      permissions: {
        added: ['android.permission.READ_CONTACTS'],
        removed: ['android.permission.CAMERA'],
      },
    },
  });
  t.is((await api.get(`/builds/${next}/compare/999`)).status, 404);
  t.is((await api.get(`/builds/${next}/compare/x`)).status, 404);
  const uploader = await apiOf(server, ['upload']);
  t.is((await uploader.get(`/builds/${next}/compare/${android}`)).status, 403);
});
