import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { Consent } from '../../../src/agreements/model.js';
import { publishAgreement } from '../../../src/agreements/versions.js';
import { Registration } from '../../../src/registrations/model.js';
import { page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const password = 'a password of hers';
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await publishSample(server, { platform: 'ios' });
  await server.roster(
    'number,name,department,phone,password\n' +
      `20010001,王秀英,图书馆,13800138000,${password}\n20010002,李国强,图书馆,13800138001,${password}\n`,
  );
});

const iphone = { Accept: 'text/html', 'Accept-Language': 'en', 'User-Agent': userAgents.iphone };

function send(client: Client, path: string, fields: Record<string, string> = {}, formPath = path) {
  return client.postForm(path, fields, { formPath, headers: iphone });
}

async function signIn(number = '20010001'): Promise<{ client: Client; location: string }> {
  const client = server.client();
  const { headers } = await send(client, '/a/campus/register', { number, password });
  return { client, location: String(headers.location) };
}

function publish(kind: 'service' | 'privacy', material = true, days = 0) {
  const text = { title: `The ${kind} text`, body: `# About\n\nWhat the ${kind} text says.` };
  const effectiveAt = new Date(server.services.now().getTime() + days * 24 * 60 * 60 * 1000);
  const publication = {
    kind,
    texts: { zh: text, en: text },
    material,
    effectiveAt,
    actor: 'admin:anna',
  };
  return publishAgreement(server.services, publication, server.services.now());
}

async function shown(client: Client): Promise<string> {
  const { text } = await client.get('/a/campus/agree', iphone);
  return /name="shown" value="([\d,]+)"/.exec(text)?.[1] ?? '';
}

async function agreeToAll(client: Client) {
  const fields = { shown: await shown(client), service: 'yes', privacy: 'yes' };
  return send(client, '/a/campus/agree', fields);
}

test.serial('with nothing published nobody is asked', async (t) => {
  const { client, location } = await signIn();
  t.is(location, '/a/campus/confirm');
  t.is((await client.get('/a/campus/agree', iphone)).headers.location, '/a/campus/confirm');
  t.is((await client.get('/a/campus/agreements/privacy', iphone)).status, 404);
});

test.serial(
  'what is in force is read and agreed to first, with boxes that nobody has ticked',
  async (t) => {
    await publish('service');
    await publish('privacy');
    const { client, location } = await signIn();
    t.is(location, '/a/campus/agree');
    const { text } = await client.get('/a/campus/agree', iphone);
    t.is(text.match(/type="checkbox"/g)?.length, 2);
    t.notRegex(text, / checked/);
    t.is((await client.get('/a/campus/confirm', iphone)).headers.location, '/a/campus/agree');

    const half = await send(client, '/a/campus/agree', {
      shown: await shown(client),
      service: 'yes',
    });
    t.is(half.status, 400);
    t.regex(half.text, /id="privacy-error"/);
    t.regex(half.text, /id="service"[^>]* checked/);
    t.is(await Consent.count(), 0);

    const answer = await agreeToAll(client);
    t.is(answer.headers.location, '/a/campus/confirm');
    const consents = await Consent.findAll();
    t.is(consents.length, 2);
    t.true(consents.every(({ sha256, action }) => sha256.length === 64 && action === 'granted'));
    t.is((await send(client, '/a/campus/confirm')).headers.location, '/a/campus/registered');
  },
);

test.serial('anyone may read the texts, without an account', async (t) => {
  const { status, text } = await server.client().get('/a/campus/agreements/privacy', iphone);
  t.is(status, 200);
  t.true(text.includes('<h2>About</h2>') && text.includes('What the privacy text says.'));
});

test.serial('a small change asks nobody again, a material one everybody', async (t) => {
  const { client } = await signIn();
  await publish('privacy', false);
  t.is((await client.get('/a/campus/download', iphone)).status, 200);
  await publish('privacy', true, 30);
  t.is((await client.get('/a/campus/download', iphone)).status, 200, 'not in force yet');
  await publish('privacy', true);
  t.is((await client.get('/a/campus/download', iphone)).headers.location, '/a/campus/agree');
  const { text } = await client.get('/a/campus/agree', iphone);
  t.is(text.match(/type="checkbox"/g)?.length, 1, 'only what changed');
  t.is((await agreeToAll(client)).headers.location, '/a/campus/registered');
});

test.serial('who read an older version than the one in force reads again', async (t) => {
  const { client } = await signIn('20010002');
  const old = await shown(client);
  await publish('service', true);
  const fields = { shown: old, service: 'yes', privacy: 'yes' };
  const answer = await send(client, '/a/campus/agree', fields);
  t.is(answer.status, 409);
  t.regex(answer.text, /The text has just changed/);
  t.is((await agreeToAll(client)).status, 303);
});

test.serial('two tabs that agree at once are one consent more, and no harm', async (t) => {
  await publish('service', true);
  const { client } = await signIn();
  const fields = { shown: await shown(client), service: 'yes' };
  const answers = await Promise.all([1, 2].map(() => send(client, '/a/campus/agree', fields)));
  for (const { status } of answers) t.true([302, 303].includes(status), String(status));
  t.is((await client.get('/a/campus/download', iphone)).status, 200);
});

test.serial(
  'a link given before a change still works, after a withdrawal it does not',
  async (t) => {
    const { client } = await signIn();
    const download = (await client.get('/a/campus/download', iphone)).text;
    const link = /href="itms-services:[^"]*url=([^"&]+)/.exec(download)?.[1] ?? '';
    const { pathname } = new URL(decodeURIComponent(link));
    await publish('service', true);
    t.is((await server.client().get(pathname)).status, 200);
    t.is((await agreeToAll(client)).status, 303);

    const asked = await client.get('/a/campus/me/withdraw-consent', iphone);
    t.is(asked.status, 200);
    const gone = await send(client, '/a/campus/me/withdraw-consent');
    t.is(gone.headers.location, '/a/campus/agree');
    const refused = await server.client().get(pathname);
    t.is(refused.status, 403);
    t.is(refused.json().code, 'consent_missing');
    t.is((await agreeToAll(client)).headers.location, '/a/campus/registered');
    t.is((await server.client().get(pathname)).status, 200);
  },
);

test.serial(
  'a person sees what is kept of them, takes it along and asks for a correction',
  async (t) => {
    const { client } = await signIn();
    const { text } = await client.get('/a/campus/me', iphone);
    for (const piece of ['王秀英', '图书馆', '138 **** 8000', 'The service text, version 1']) {
      t.true(text.includes(piece), piece);
    }
    const json = (await client.get('/a/campus/me/data.json')).json<{
      person: { number: string };
      registration: { boundPhone: string };
      consents: unknown[];
    }>();
    t.is(json.person.number, '20010001');
    t.is(json.registration.boundPhone, '+8613800138000');
    t.true(json.consents.length >= 4);
    const csv = (await client.get('/a/campus/me/data.csv')).text;
    t.regex(csv, /\r\nregistration,boundPhone,'\+8613800138000\r\n/);

    const correct = '/a/campus/me/correct';
    t.is((await send(client, correct, { text: '  ' }, '/a/campus/me')).status, 400);
    t.is((await send(client, correct, { text: 'x'.repeat(1001) }, '/a/campus/me')).status, 400);
    const asked = await send(client, correct, { text: '我的部门是退休处。' }, '/a/campus/me');
    t.is(asked.status, 303);
    for (let more = 0; more < 4; more += 1)
      await send(client, correct, { text: 'more' }, '/a/campus/me');
    t.is((await send(client, correct, { text: 'one more' }, '/a/campus/me')).status, 400);

    const admin = await signedIn(server);
    const list = (await page(admin, '/console/corrections')).text;
    t.true(list.includes('我的部门是退休处。'));
    const id = /corrections\/(\d+)\/close/.exec(list)?.[1];
    t.is(
      (await post(admin, `/console/corrections/${id}/close`, {}, '/console/corrections')).status,
      303,
    );
    t.regex((await client.get('/a/campus/me', iphone)).text, /Seen to on/);
  },
);

test.serial('signing out everywhere ends every browser', async (t) => {
  const [one, other] = [await signIn(), await signIn()];
  t.is(
    (await send(one.client, '/a/campus/me/sign-out-everywhere', {}, '/a/campus/me')).status,
    303,
  );
  t.is((await other.client.get('/a/campus/me', iphone)).headers.location, '/a/campus');
});

test.serial('who leaves is forgotten, their phone is free, and they may come back', async (t) => {
  const { client } = await signIn();
  t.is((await client.get('/a/campus/me/leave', iphone)).status, 200);
  t.is((await send(client, '/a/campus/me/leave')).status, 303);
  t.is(await User.count({ where: { number: '20010001' } }), 0);
  t.is(await Registration.count({ where: { phone: '+8613800138000' } }), 0);
  t.is((await client.get('/a/campus/me', iphone)).headers.location, '/a/campus');
  const left = await User.findOne({ where: { directory: 'left' }, rejectOnEmpty: true });
  t.deepEqual([left.name, left.department, left.number], ['', '', '']);
  const kept = await Consent.findAll({ where: { userId: left.id } });
  t.true(kept.length > 0 && kept.every(({ address, userAgent }) => !address && !userAgent));
  const admin = await signedIn(server, 'ines');
  t.false((await page(admin, '/console/people')).text.includes('>left<'));

  const again = await signIn();
  t.is(again.location, '/a/campus/agree');
  t.is((await agreeToAll(again.client)).headers.location, '/a/campus/confirm');
  t.is((await send(again.client, '/a/campus/confirm')).headers.location, '/a/campus/registered');
});

test.serial('an administrator writes, previews and publishes; nobody else does', async (t) => {
  const admin = await signedIn(server, 'jan');
  const path = '/console/agreements/privacy';
  const fields = {
    'title-zh': '隐私声明',
    'title-en': 'Privacy statement',
    'body-zh': '# 我们收集什么\n\n<script>alert(1)</script>',
    'body-en': `# What we collect\n\n${'long '.repeat(8000)}`,
  };
  const csrfOf = async (client: Client) =>
    /name="csrf" value="([^"]+)"/.exec((await page(client, path)).text)?.[1] ?? '';
  const multipart = async (client: Client, more: Record<string, string>) => {
    const csrf = await csrfOf(client);
    const file = { name: '', bytes: Buffer.alloc(0) };
    return client.postFile(path, file, { csrf, ...fields, ...more }, iphone);
  };
  const preview = await multipart(admin, { act: 'preview' });
  t.is(preview.status, 200);
  t.true(preview.text.includes('<h2>我们收集什么</h2>'));
  t.true(preview.text.includes('&lt;script&gt;alert(1)'));
  const oneLanguage = await multipart(admin, { act: 'publish', 'body-en': ' ' });
  t.is(oneLanguage.status, 400);
  t.is((await multipart(admin, { act: 'publish', 'body-en': 'x'.repeat(60_001) })).status, 400);
  t.is((await multipart(admin, { act: 'publish', effective: 'tomorrow' })).status, 400);
  t.is((await multipart(admin, { act: 'publish', material: 'yes' })).status, 303);
  const { text } = await server.client().get('/a/campus/agreements/privacy', iphone);
  t.true(text.includes('What we collect'));
  t.is((await page(admin, '/console/agreements/privacy/1')).status, 200);
  t.is((await page(admin, '/console/agreements/privacy/999')).status, 404);
  t.regex((await page(admin, '/console/consents.csv')).text, /^\uFEFF?number,name,kind,version/);
  const engineer = await signedIn(server, 'kim', 'engineer');
  t.is((await page(engineer, '/console/agreements')).status, 403);
});
