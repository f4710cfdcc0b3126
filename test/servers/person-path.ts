import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../src/apps/apps.js';
import { saveOrganisation } from '../../src/organisation/settings.js';
import { suspendRegistration } from '../../src/registrations/administer.js';
import { openDevice, photograph, startBrowser, violations } from '../helpers/browser.js';
import { type PublishedSample, publishSample } from '../helpers/releases.js';
import { startServer, type TestServer } from '../helpers/server.js';
import type { userAgents } from '../helpers/user-agents.js';

type Device = keyof typeof userAgents;
type Locale = 'zh' | 'en';
/** Called on every page of the walk. */
type Look = (page: Page, name: string) => Promise<void>;

const organisation = {
  name: { zh: '哈尔滨工业大学', en: 'Harbin Institute of Technology' },
  helpContact: { zh: '网络安全和信息化办公室', en: 'IT Office' },
  helpTelephone: '0451-8641 2345',
  helpHours: { zh: '周一至周五 8:00–17:00', en: 'Monday to Friday, 8:00–17:00' },
  numberLabel: { zh: '', en: '' },
  numberHint: { zh: '', en: '' },
  passwordHint: { zh: '', en: '' },
  resetPasswordUrl: '',
};

const password = 'lantern-harbour-41';

/** One person for every walk, two who share a phone, one without. */
function roster(): string {
  const walkers = Array.from(
    { length: 7 },
    (_, index) => `2026000${index},王小明,计算学部,1380013800${index},${password},`,
  );
  return [
    'number,name,department,phone,password,activation_code',
    ...walkers,
    `20260010,陈强,后勤处,13800138004,${password},`,
    `20260011,张伟,图书馆,,${password},`,
    '',
  ].join('\n');
}

async function furnishedServer(
  t: ExecutionContext,
): Promise<{ server: TestServer; apk: PublishedSample }> {
  const server = await startServer(t);
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  await server.roster(roster());
  await createApp(server.services, { slug: 'campus', name: '哈工大APP', actor: 'operator' });
  await publishSample(server, { platform: 'ios' });
  const apk = await publishSample(server, { platform: 'android' });
  return { server, apk };
}

async function signIn(page: Page, number: string, typed = password): Promise<void> {
  await page.fill('#number', number);
  await page.fill('#password', typed);
  await page.click('#sign-in');
}

/** From the scanned code to the page that installs. */
async function walk(page: Page, app: string, number: string, look: Look): Promise<void> {
  await page.goto(app);
  await look(page, 'landing');
  await page.click('#register');
  await look(page, 'register');
  await signIn(page, number, 'not the password');
  await look(page, 'register-wrong');
  await signIn(page, number);
  await page.waitForURL('**/confirm');
  await look(page, 'confirm');
  await page.click('#activate');
  await page.waitForURL('**/registered');
  await look(page, 'registered');
  await page.goto(app);
  await page.waitForURL('**/registered');
  await page.click('#download');
  await page.waitForURL('**/download');
  await look(page, 'download');
}

/** 320 px is also a computer's page at 400 %. */
async function fits(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate('document.documentElement.scrollWidth');
  t.true(Number(width) <= 320, `${name} is ${width} px wide at 320 px`);
  await photograph(page, `narrow-${name}`);
  if (size) await page.setViewportSize(size);
}

const walks: { device: Device; locale: Locale; number: string }[] = [
  { device: 'iphone', locale: 'zh', number: '20260000' },
  { device: 'iphone', locale: 'en', number: '20260001' },
  { device: 'android', locale: 'zh', number: '20260002' },
  { device: 'android', locale: 'en', number: '20260003' },
];

test.serial(
  'the whole path works without JavaScript, in both languages, on both phones',
  async (t) => {
    const browser = await startBrowser(t);
    if (browser === null) return;
    const { server, apk } = await furnishedServer(t);
    for (const { device, locale, number } of walks) {
      const context = await openDevice(browser, { device, locale });
      const page = await context.newPage();
      await walk(page, `${server.url}/a/campus`, number, async (shown, name) => {
        await photograph(shown, `${name}-${device}-${locale}`);
        await fits(t, shown, name);
      });
      t.is(await page.getAttribute('html', 'lang'), locale === 'zh' ? 'zh-CN' : 'en');
      if (device === 'iphone') {
        const link = (await page.getAttribute('#install-ios', 'href')) ?? '';
        t.true(link.startsWith('itms-services://?action=download-manifest&url=https%3A%2F%2F'));
        await page.click('#trust');
        await page.waitForURL('**/trust');
        await photograph(page, `trust-${device}-${locale}`);
        await fits(t, page, 'trust');
        t.true((await page.textContent('main'))?.includes('Harbin Institute of Technology'));
      } else {
        t.deepEqual(await downloaded(page), createHash('sha256').update(apk.bytes).digest('hex'));
      }
      await page.click('#help');
      await page.waitForURL('**/help');
      await photograph(page, `help-${device}-${locale}`);
      await context.close();
    }
  },
);

async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('#download-android'),
  ]);
  return createHash('sha256')
    .update(await readFile(await download.path()))
    .digest('hex');
}

const furtherPaths = ['/a/campus/trust', '/a/campus/help', '/', '/ca', '/a/nothing', '/a/campus/x'];
const openFolds = "for (const fold of document.querySelectorAll('details')) fold.open = true";

test.serial('no page has a violation of WCAG 2.2 AAA, light or dark', async (t) => {
  const browser = await startBrowser(t);
  if (browser === null) return;
  const { server } = await furnishedServer(t);
  const audit: Look = async (page, name) => {
    await photograph(page, `audit-${name}`);
    t.deepEqual(await violations(page), [], name);
    await fits(t, page, name);
  };
  const cases: [Device, Locale, string][] = [
    ['iphone', 'zh', '20260004'],
    ['desktop', 'en', '20260005'],
  ];
  for (const [device, locale, number] of cases) {
    const context = await openDevice(browser, { device, locale, javaScriptEnabled: true });
    const page = await context.newPage();
    await walk(page, `${server.url}/a/campus`, number, (shown, name) =>
      audit(shown, `${name}-${device}-${locale}`),
    );
    for (const path of furtherPaths) {
      await page.goto(server.url + path);
      await page.evaluate(openFolds);
      await audit(page, `${path.slice(1).replaceAll('/', '-') || 'home'}-${device}-${locale}`);
    }
    await context.close();
  }
  await auditDeadEnds(browser, server, audit);
  await auditDevices(browser, server, audit);
});

/** Where a person cannot go on by themselves. */
async function auditDeadEnds(browser: Browser, server: TestServer, audit: Look): Promise<void> {
  const app = `${server.url}/a/campus`;
  for (const device of ['wechat', 'iphone'] as const) {
    for (const locale of ['zh', 'en'] as const) {
      const context = await openDevice(browser, { device, locale, javaScriptEnabled: true });
      const page = await context.newPage();
      await page.goto(app);
      await audit(page, `landing-${device}-${locale}`);
      if (device === 'iphone') await auditNotices(page, server, locale, audit);
      await context.close();
    }
  }
}

/** Devices that cannot simply install; the person has registered already. */
async function auditDevices(browser: Browser, server: TestServer, audit: Look): Promise<void> {
  for (const device of ['harmonyNext', 'oldIphone', 'desktop'] as const) {
    const context = await openDevice(browser, { device, locale: 'zh', javaScriptEnabled: true });
    const page = await context.newPage();
    await page.goto(`${server.url}/a/campus/register`);
    await signIn(page, '20260005');
    await page.waitForURL('**/registered');
    await page.goto(`${server.url}/a/campus/download`);
    await page.evaluate(openFolds);
    await audit(page, `download-${device}-zh`);
    await context.close();
  }
}

async function auditNotices(
  page: Page,
  server: TestServer,
  locale: Locale,
  audit: Look,
): Promise<void> {
  for (const number of ['20260010', '20260011']) {
    await page.goto(`${server.url}/a/campus/register`);
    await signIn(page, number);
    await page.waitForURL('**/confirm');
    await audit(page, `notice-${number}-${locale}`);
    await page.click('#sign-out');
  }
  await suspendRegistration(server.services, { number: '20260004', actor: 'admin:anna' }).catch(
    () => {},
  );
  await page.goto(`${server.url}/a/campus/register`);
  await signIn(page, '20260004');
  await audit(page, `suspended-${locale}`);
}
