import test, { type ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { saveOrganisation } from '../../src/organisation/settings.js';
import { openDevice, photograph, startBrowser, violations } from '../helpers/browser.js';
import { consolePassword } from '../helpers/console.js';
import { textsTo } from '../helpers/gateway-server.js';
import { phonePages } from '../helpers/person-pages.js';
import { type PhoneServer, phonePassword, startPhoneServer } from '../helpers/phone-server.js';

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
  resetPasswordUrl: '' as const,
};

/** Who walks in one language: one with a phone, one without, one whose phone is taken, one who loses it. */
function roster(first: number): string {
  const phone = (index: number) => `1380013${first + index}`;
  const rows = [
    `${first},王小明,计算学部,${phone(0)}`,
    `${first + 1},张伟,图书馆,`,
    `${first + 2},陈静,图书馆,${phone(0)}`,
    `${first + 3},李慕白,后勤处,${phone(3)}`,
  ];
  const lines = rows.map((row) => `${row},${phonePassword}`);
  return `number,name,department,phone,password\n${lines.join('\n')}\n`;
}

interface Walk {
  phones: PhoneServer;
  page: Page;
  app: string;
  look: Look;
}

async function signIn({ page, app }: Walk, number: number): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${app}/register`);
  await page.fill('#number', String(number));
  await page.fill('#password', phonePassword);
  await page.click('#sign-in');
}

async function typeCode({ phones, page }: Walk, phone: string): Promise<void> {
  await page.fill('#code', phones.code(phone));
  await page.click('#prove');
}

/** Confirm, the code wrong and right, and the phone is bound. */
async function bind(walk: Walk, first: number): Promise<void> {
  const { page, look } = walk;
  await signIn(walk, first);
  await look(page, 'confirm-codes');
  await page.click('#activate');
  await page.waitForURL('**/phone');
  await look(page, 'phone');
  await page.fill('#code', 'abc');
  await page.click('#prove');
  await look(page, 'phone-wrong');
  await typeCode(walk, `+861380013${first}`);
  await page.waitForURL('**/registered');
  await look(page, 'registered-codes');
}

/** No phone on record: their own, mistyped first. */
async function nameOwn(walk: Walk, first: number): Promise<void> {
  const { page, look } = walk;
  await signIn(walk, first + 1);
  await look(page, 'notice-no-phone');
  await page.click('#other');
  await look(page, 'phone-other');
  await page.fill('#number', '12345');
  await page.click('#send');
  await look(page, 'phone-other-wrong');
  await page.fill('#number', `1390013${first}`);
  await page.click('#send');
  await page.waitForURL('**/phone');
  await typeCode(walk, `+861390013${first}`);
  await page.waitForURL('**/registered');
}

/** The phone is bound to a spouse: proven, told so, asked. */
async function claim(walk: Walk, first: number): Promise<void> {
  const { page, look, phones } = walk;
  await signIn(walk, first + 2);
  await look(page, 'notice-taken');
  phones.later(2);
  await page.click('#mine');
  await page.waitForURL('**/phone');
  await typeCode(walk, `+861380013${first}`);
  await look(page, 'phone-taken');
  await page.click('#ask-fold summary');
  await page.fill('#reason', '号码是我的');
  await page.click('#claim');
  await look(page, 'phone-asked');
}

/** A change with the old phone lost, then one with both. */
async function changePhone(walk: Walk, first: number): Promise<void> {
  const { page, look, phones, app } = walk;
  await signIn(walk, first + 3);
  await page.click('#activate');
  await typeCode(walk, `+861380013${first + 3}`);
  await page.waitForURL('**/registered');
  phones.later(2);
  await page.click('#change-phone');
  await look(page, 'phone-change');
  await page.fill('#number', `1370013${first}`);
  await page.fill('#password', 'not it');
  await page.click('#begin');
  await look(page, 'phone-change-wrong');
  await page.fill('#password', phonePassword);
  await page.click('#begin');
  await page.waitForURL('**/change/old');
  await look(page, 'phone-change-old');
  await typeCode(walk, `+861380013${first + 3}`);
  await page.waitForURL('**/change/new');
  await look(page, 'phone-change-new');
  await typeCode(walk, `+861370013${first}`);
  await page.waitForURL('**/change/done');
  await look(page, 'phone-changed');
  phones.later(2);
  await page.goto(`${app}/phone/change`);
  await page.fill('#number', `1360013${first}`);
  await page.fill('#password', phonePassword);
  await page.click('#begin');
  await page.click('#lost summary');
  await page.fill('#reason', '手机丢了');
  await page.click('#report-lost');
  await page.waitForURL('**/change/new');
  await typeCode(walk, `+861360013${first}`);
  await page.waitForURL('**/change');
  await look(page, 'phone-asked-lost');
}

/** A forgotten password. */
async function forget(walk: Walk, first: number): Promise<void> {
  const { page, look, phones, app } = walk;
  const phone = `+861380013${first}`;
  phones.later(60);
  await page.context().clearCookies();
  await page.goto(`${app}/register`);
  await page.click('#forgot');
  await look(page, 'reset');
  const before = textsTo(phones.gateway, phone).length;
  await page.fill('#number', String(first));
  await page.click('#send');
  await look(page, 'reset-code');
  while (textsTo(phones.gateway, phone).length === before) await page.waitForTimeout(20);
  await page.fill('#code', phones.code(phone));
  await page.fill('#password', 'password');
  await page.click('#save');
  await look(page, 'reset-weak');
  await page.fill('#code', phones.code(phone));
  await page.fill('#password', 'seven herons over the Songhua');
  await page.click('#save');
  await look(page, 'reset-done');
}

async function walkAll(walk: Walk, first: number): Promise<void> {
  await walk.phones.server.roster(roster(first));
  await bind(walk, first);
  await nameOwn(walk, first);
  await claim(walk, first);
  await changePhone(walk, first);
  await forget(walk, first);
}

/** 320 px is also a computer's page at 400 %. */
async function fits(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate('document.documentElement.scrollWidth');
  t.true(Number(width) <= 320, `${name} is ${width} px wide at 320 px`);
  if (size) await page.setViewportSize(size);
}

async function furnished(t: ExecutionContext): Promise<PhoneServer> {
  const phones = await startPhoneServer(t);
  await saveOrganisation(phones.server.services, { organisation, actor: 'operator' });
  return phones;
}

/** The console is held to AA. */
const isAa = (violation: string) => !violation.startsWith('color-contrast-enhanced');

const openFolds = "for (const fold of document.querySelectorAll('details')) fold.open = true";
const foldBack = "for (const fold of document.querySelectorAll('details')) fold.open = false";

test.serial('every page about a phone works without JavaScript, in both languages', async (t) => {
  const browser = await startBrowser(t);
  if (browser === null) return;
  const phones = await furnished(t);
  const app = `${phones.server.url}/a/campus`;
  for (const [locale, first] of [
    ['zh', 1000],
    ['en', 2000],
  ] as [Locale, number][]) {
    const context = await openDevice(browser, { device: 'iphone', locale });
    const page = await context.newPage();
    const look: Look = (shown, name) => photograph(shown, `${name}-${locale}`);
    await walkAll({ phones, page, app, look }, first);
    await context.close();
  }
  t.pass();
});

test.serial(
  'none of them has a violation of WCAG 2.2 AAA, light or dark, nor is too wide',
  async (t) => {
    const browser = await startBrowser(t);
    if (browser === null) return;
    const phones = await furnished(t);
    const app = `${phones.server.url}/a/campus`;
    const seen = new Set<string>();
    for (const [locale, first] of [
      ['zh', 3000],
      ['en', 4000],
    ] as [Locale, number][]) {
      const context = await openDevice(browser, {
        device: 'iphone',
        locale,
        javaScriptEnabled: true,
      });
      const page = await context.newPage();
      const look: Look = async (shown, name) => {
        seen.add(String(await shown.getAttribute('main', 'data-page')));
        await shown.evaluate(openFolds);
        await photograph(shown, `audit-${name}-${locale}`);
        t.deepEqual(await violations(shown), [], name);
        await fits(t, shown, name);
        await shown.evaluate(foldBack);
      };
      await walkAll({ phones, page, app, look }, first);
      await context.close();
    }
    const missed = phonePages.templates.filter((template) => !seen.has(template));
    t.deepEqual(missed, []);
  },
);

test.serial('the console shows what waits, and decides', async (t) => {
  const browser = await startBrowser(t);
  if (browser === null) return;
  const phones = await furnished(t);
  await phones.server.administrator('anna', consolePassword);
  const person = await openDevice(browser, { device: 'iphone', locale: 'zh' });
  const look: Look = async () => undefined;
  const app = `${phones.server.url}/a/campus`;
  await walkAll({ phones, page: await person.newPage(), app, look }, 5000);
  const context = await openDevice(browser, {
    device: 'desktop',
    locale: 'zh',
    javaScriptEnabled: true,
  });
  const page = await context.newPage();
  await page.goto(`${phones.server.url}/console/sign-in`);
  await page.fill('input[name=name]', 'anna');
  await page.fill('input[type=password]', consolePassword);
  await page.click('button.primary');
  await page.waitForURL('**/console');
  await photograph(page, 'console-overview');
  await page.goto(`${phones.server.url}/console/phones`);
  await page.evaluate(openFolds);
  await photograph(page, 'console-phones');
  t.deepEqual((await violations(page)).filter(isAa), []);
  await page.fill('input[id^=reason-]', '本人持证件到场');
  await page.click('button[id^=grant-]');
  await page.waitForURL('**notice=granted');
  await page.goto(`${phones.server.url}/console/people`);
  await page.click('td a');
  await page.evaluate(openFolds);
  await photograph(page, 'console-person');
  t.deepEqual((await violations(page)).filter(isAa), []);
});
