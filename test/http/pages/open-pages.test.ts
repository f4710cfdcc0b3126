import { X509Certificate } from 'node:crypto';
import test from 'ava';
import sharp from 'sharp';
import { createApp } from '../../../src/apps/apps.js';
import { blankOrganisation, saveOrganisation } from '../../../src/organisation/settings.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const html = { Accept: 'text/html', 'User-Agent': userAgents.iphone };
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await createApp(server.services, { slug: 'empty', name: '空应用', actor: 'operator' });
  await publishSample(server, { platform: 'ios' });
});

test.serial('a phone sees what to do, and which systems the app runs on', async (t) => {
  const { status, text } = await server.client().get('/a/campus', html);
  t.is(status, 200);
  t.true(text.includes('注册并安装') && text.includes('iOS 13.0 及以上'));
  t.true(text.includes('第 1 步，共 3 步'));
});

test.serial('a computer sees the QR code of the page', async (t) => {
  const headers = { ...html, 'User-Agent': userAgents.desktop };
  const { text } = await server.client().get('/a/campus', headers);
  t.true(text.includes('用手机扫描二维码') && text.includes('<path d="M4 4h7v1h-7z'));
  t.true(text.includes(`${server.url.replace('https://', '')}/a/campus`));
  t.true(text.includes('id="register"'));
});

test.serial('an app without a release says so and lets people register', async (t) => {
  const { text } = await server.client().get('/a/empty', html);
  t.true(text.includes('还没有可以安装的版本'));
  t.true(text.includes('id="register"'));
});

test.serial('an unknown app is an error page with a way out', async (t) => {
  const answer = await server.client().get('/a/nothing', html);
  t.is(answer.status, 404);
  t.regex(answer.text, /data-code="not_found"/);
  t.regex(answer.text, /id="way-out" href="\/"/);
});

test.serial('the icon is a PNG, also of an app that has none, and is not sent twice', async (t) => {
  for (const slug of ['campus', 'empty']) {
    const answer = await server.client().get(`/a/${slug}/icon`);
    t.is(answer.headers['content-type'], 'image/png');
    t.like(await sharp(answer.body).metadata(), { width: 240, height: 240 });
    t.is(answer.headers['cache-control'], 'public, max-age=300');
    const again = await server
      .client()
      .get(`/a/${slug}/icon`, { 'If-None-Match': answer.headers.etag ?? '' });
    t.is(again.status, 304);
    t.is(again.body.length, 0);
  }
});

test.serial('the first page lists nothing', async (t) => {
  const { text } = await server.client().get('/', html);
  t.true(text.includes('请扫描您收到的二维码'));
  t.false(text.includes('campus'));
});

test.serial(
  'the authority’s certificate is there as DER, with its fingerprint in words of four',
  async (t) => {
    const page = await server.client().get('/ca', html);
    const answer = await server.client().get('/ca/slipway-ca.cer');
    t.is(answer.headers['content-type'], 'application/x-x509-ca-cert');
    const certificate = new X509Certificate(answer.body);
    t.true(certificate.ca);
    const shown = [...page.text.matchAll(/<span>([0-9A-F]{4})<\/span>/g)].map(([, group]) => group);
    t.is(shown.join(''), certificate.fingerprint256.replaceAll(':', ''));
  },
);

test.serial(
  'pages speak the language of the browser, and the one that was switched to',
  async (t) => {
    const client = server.client();
    const english = { ...html, 'Accept-Language': 'en-GB,en;q=0.9' };
    t.regex((await client.get('/a/campus', english)).text, /<html lang="en">/);
    t.regex((await client.get('/a/campus?lang=zh', english)).text, /<html lang="zh-CN">/);
    t.regex((await client.get('/a/campus/help', english)).text, /<html lang="zh-CN">/);
  },
);

test.serial('whom to ask is on every page, in the organisation’s words', async (t) => {
  const organisation = {
    ...blankOrganisation,
    helpContact: { zh: '信息化办公室', en: '' },
    helpTelephone: '0451-8641 2345 转 8',
    numberLabel: { zh: '职工号', en: '' },
    resetPasswordUrl: 'https://ids.example.cn/reset',
  };
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  for (const path of ['/', '/ca', '/a/campus', '/a/campus/register', '/a/campus/help', '/a/x']) {
    const { text } = await server.client().get(path, html);
    t.true(text.includes('信息化办公室'), path);
    t.true(text.includes('href="tel:045186412345"'), path);
  }
  const { text } = await server.client().get('/a/campus/register', html);
  t.true(text.includes('输入职工号和密码'));
  t.true(text.includes('href="https://ids.example.cn/reset"'));
});

test.serial('a page is small, and so is its style sheet', async (t) => {
  for (const path of ['/a/campus', '/a/campus/register', '/a/campus/help', '/ca']) {
    const { body, text } = await server.client().get(path, html);
    t.true(body.length <= 15_000, `${path}: ${body.length}`);
    const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(text)?.[1] ?? '';
    t.true((await server.client().get(sheet)).body.length <= 12_000);
    t.false(/ style=|<script>|<style/.test(text), path);
  }
});
