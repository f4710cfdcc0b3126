import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Browser, chromium, type Page } from 'playwright-core';
import { writeSetupCode } from '../../src/accounts/setup-code.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { consolePassword, furnish, furnishDoubtful } from '../helpers/console.js';
import { registerPerson } from '../helpers/people.js';
import { startServer } from '../helpers/server.js';

const executablePath = '/usr/bin/chromium';
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
args.push('--disable-background-networking', '--disable-component-update', '--disable-sync');

const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

test.serial(
  'from the first start to a released build and a token, as an administrator sees it',
  async (t) => {
    const browser = await startBrowser(t);
    if (browser === null) return;
    const server = await startServer(t);
    const page = await open(browser, 'en');
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      const isRefusal = /status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !isRefusal) problems.push(message.text());
    });

    await page.goto(`${server.url}/console`);
    t.regex(page.url(), /\/console\/setup$/);
    await page.fill('#field-code', await writeSetupCode(server.storageDir));
    await page.fill('#field-name', 'anna');
    await page.fill('#field-password', consolePassword);
    await page.fill('#field-repeated', consolePassword);
    await photograph(page, '01-setup');
    await page.click('#set-up');
    t.is(new URL(page.url()).pathname, '/console');
    await photograph(page, '02-overview-empty');

    await uploadSample(t, page);
    await photograph(page, '04-passport-new');
    await page.fill('#field-notes', 'First release.');
    await page.click('#publish');
    t.regex(page.url(), /notice=published/);
    t.is(await page.locator('.notice').textContent(), 'Published.');

    await registerPerson(server, { number: '20010001', phone: '13800138000' });
    await page.goto(`${server.url}/console/people`);
    await page.click('td.lead a');
    await page.click('#suspend-fold');
    await page.click('#suspend');
    t.is(await page.locator('h1 + p .chip').textContent(), 'Suspended');
    await page.click('#reinstate');
    t.is(await page.locator('h1 + p .chip').textContent(), 'Registered');

    await page.goto(`${server.url}/console/tokens`);
    await page.fill('#field-name', 'ci');
    await page.click('#create-token');
    t.regex((await page.locator('.command code').first().textContent()) ?? '', /^slw_/);
    await photograph(page, '05-token-created');

    await signOutAndIn(t, page);
    t.deepEqual(problems, []);
  },
);

test.serial(
  'every page of a console in use, on a wide screen and on a phone, in both languages',
  async (t) => {
    const browser = await startBrowser(t);
    if (browser === null) return;
    const server = await startServer(t);
    await server.administrator('anna', consolePassword);
    const builds = { ...(await furnish(server)), ...(await furnishDoubtful(server)) };
    for (const locale of ['en', 'zh'] as const) {
      const page = await open(browser, locale);
      await page.goto(`${server.url}/console/sign-in`);
      await photograph(page, `${locale}-sign-in`);
      await page.fill('#field-name', 'anna');
      await page.fill('#field-password', consolePassword);
      await page.click('#sign-in');
      for (const [name, path] of pages(builds)) {
        const answer = await page.goto(server.url + path);
        t.is(answer?.status(), 200, path);
        await page.setViewportSize(phone);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        t.true(Number(overflow) <= 0, `${path} is wider than a phone by ${overflow}`);
        await page.setViewportSize(wide);
        await photograph(page, `${locale}-${name}`);
        if (locale === 'en') t.deepEqual(await violations(page), [], path);
      }
      await photographOpened(page, `${server.url}/console/builds/${builds.android}`, locale);
    }
  },
);

type Builds = Record<'android' | 'ios' | 'excepted' | 'risky', number>;

function pages({ android, ios, excepted, risky }: Builds): [string, string][] {
  return [
    ['overview', '/console'],
    ['apps', '/console/apps'],
    ['app-new', '/console/new-app'],
    ['app', '/console/apps/campus'],
    ['builds', '/console/builds'],
    ['upload', '/console/upload'],
    ['passport-android', `/console/builds/${android}`],
    ['passport-ios', `/console/builds/${ios}`],
    ['passport-excepted', `/console/builds/${excepted}`],
    ['passport-risky', `/console/builds/${risky}`],
    ['compare-android', `/console/builds/${risky}/compare/${android}`],
    ['compare-ios', `/console/builds/${excepted}/compare/${ios}`],
    ['compare-smooth', `/console/builds/${android}/compare/1`],
    ['withdraw', '/console/releases/2/withdraw'],
    ['release', '/console/releases/2'],
    ['recall', '/console/releases/2/recall'],
    ['channel', '/console/apps/campus/channels/production'],
    ['groups', '/console/groups'],
    ['requests', '/console/requests'],
    ['refusals', '/console/refusals'],
    ['people', '/console/people'],
    ['person', '/console/people/1'],
    ['roster-import', '/console/roster/import'],
    ['letters', '/console/roster/letters'],
    ['person-suspended', '/console/people/3'],
    ['tokens', '/console/tokens'],
    ['administrators', '/console/administrators'],
    ['organisation', '/console/organisation'],
    ['audit', '/console/audit'],
    ['password', '/console/password'],
  ];
}

async function uploadSample(t: ExecutionContext, page: Page): Promise<void> {
  await page.click('.side a[href="/console/upload"]');
  const buffer = buildApk({ padToBytes: 24_000_000 });
  await page.setInputFiles('#field-file', { name: 'campus.apk', mimeType: '', buffer });
  // Without an app the bundle identifier is unknown: refused in words, and the file stays chosen.
  await page.click('#upload');
  await page.waitForSelector('#problems');
  t.regex((await page.locator('#problems').textContent()) ?? '', /bundle identifier/);
  await photograph(page, '03-upload-refused');
  await page.fill('#field-newApp', 'campus');
  await page.click('#upload');
  await page.waitForSelector('#upload-progress:not([hidden])');
  await page.waitForURL(/\/console\/builds\/1/);
  t.is(await page.locator('h1').textContent(), 'Campus');
}

async function signOutAndIn(t: ExecutionContext, page: Page): Promise<void> {
  await page.click('.side form button');
  t.regex(page.url(), /\/console\/sign-in$/);
  await page.fill('#field-name', 'anna');
  await page.fill('#field-password', 'not the password');
  await page.click('#sign-in');
  t.is(await page.locator('.problem').count(), 1);
  await photograph(page, '06-sign-in-wrong');
  await page.fill('#field-password', consolePassword);
  await page.click('#sign-in');
  t.is(new URL(page.url()).pathname, '/console');
}

/** Debian's chromium; without it the walk is left out, but never where `CI` is set. */
async function startBrowser(t: ExecutionContext): Promise<Browser | null> {
  if (!existsSync(executablePath)) {
    if (process.env.CI) t.fail('chromium is not installed');
    else t.pass();
    return null;
  }
  const browser = await chromium.launch({ executablePath, args });
  t.teardown(() => browser.close());
  return browser;
}

async function open(browser: Browser, locale: 'zh' | 'en'): Promise<Page> {
  const languages = locale === 'zh' ? 'zh-CN' : 'en-GB';
  const options = { ignoreHTTPSErrors: true, locale: languages, viewport: wide };
  const context = await browser.newContext(options);
  return context.newPage();
}

/** What is one fold away, what a publish would ask, and the sheet that is the menu on a phone. */
async function photographOpened(page: Page, passport: string, locale: string): Promise<void> {
  await page.goto(passport.replace(/\d+$/, '1'));
  for (const fold of await page.locator('main details > summary').all()) await fold.click();
  await photograph(page, `${locale}-passport-opened`);
  await page.setViewportSize(phone);
  await page.evaluate('scrollTo(0, 0)');
  await page.click('#menu');
  const folder = process.env.SCREENSHOTS_DIR;
  if (folder) await page.screenshot({ path: join(folder, `${locale}-menu-phone.png`) });
  await page.setViewportSize(wide);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What breaks WCAG 2.2 AA, in light and in dark. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    found.push(...((await page.evaluate(axeRun)) as string[]));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

const axeRun = `axe
  .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)),
  )`;

/** As it looks on a wide screen and on a phone, light and dark, where `SCREENSHOTS_DIR` asks for it. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS_DIR;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const [size, viewport] of Object.entries({ wide, phone })) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: join(folder, `${name}-${size}.png`), fullPage: true });
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(folder, `${name}-dark.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
}
