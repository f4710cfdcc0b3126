import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { openDevice, photograph, startBrowser } from '../helpers/browser.js';
import { password } from '../helpers/person-pages.js';
import { furnishPersonPath } from '../helpers/person-path.js';
import { startServer } from '../helpers/server.js';
import type { userAgents } from '../helpers/user-agents.js';

type Device = keyof typeof userAgents;
type Locale = 'zh' | 'en';
/** Called on every page of the walk. */
type Look = (page: Page, name: string) => Promise<void>;

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
    const server = await startServer(t);
    const { apk } = await furnishPersonPath(server);
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
