import test, { type ExecutionContext } from 'ava';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { openDevice, photograph, startBrowser, violations } from '../helpers/browser.js';
import { type ListedPage, personPages } from '../helpers/person-pages.js';
import { furnishPersonPath, signInPeople } from '../helpers/person-path.js';
import { startServer, type TestServer } from '../helpers/server.js';
import { userAgents } from '../helpers/user-agents.js';

/** One page for all that is listed: the device it pretends to be is changed under it. */
interface Browsing {
  context: BrowserContext;
  page: Page;
  devTools: CDPSession;
  locale: 'zh' | 'en';
}

type People = Awaited<ReturnType<typeof signInPeople>>;

const openFolds = "for (const fold of document.querySelectorAll('details')) fold.open = true";

for (const locale of ['zh', 'en'] as const) {
  test.serial(`no listed page has a violation of WCAG 2.2 AAA in ${locale}`, async (t) => {
    const browser = await startBrowser(t);
    if (browser === null) return;
    const server = await startServer(t);
    await furnishPersonPath(server);
    const people = await signInPeople(server);
    const context = await openDevice(browser, {
      device: 'iphone',
      locale,
      javaScriptEnabled: true,
    });
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    const browsing = { context, page, devTools, locale };
    for (const listed of personPages) {
      await lead(browsing, { server, people, listed });
      t.is(await page.getAttribute('main', 'data-page'), listed.template.slice(6), listed.name);
      await photograph(page, `${listed.name}-${locale}`);
      await auditNarrow(t, page, `${listed.name}-${locale}`);
    }
  });
}

/** Brings the browser to a listed page as the person and on the device it is listed for. */
async function lead(
  { context, page, devTools, locale }: Browsing,
  { server, people, listed }: { server: TestServer; people: People; listed: ListedPage },
): Promise<void> {
  await context.clearCookies();
  const jar = [...(people.get(listed.person) ?? [])];
  await context.addCookies(jar.map(([name, value]) => ({ name, value, url: server.url })));
  const userAgent = userAgents[listed.device];
  await devTools.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: locale });
  await page.goto(server.url + listed.path);
  if (listed.typed === undefined) return;
  for (const [field, value] of Object.entries(listed.typed)) {
    await page.fill(`[name="${field}"]`, value);
  }
  await page.click('main form button');
}

/** 320 px wide, which is also a computer's window of 1280 px at 400 %, with every fold open. */
async function auditNarrow(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(openFolds);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  t.true(Number(width) <= 320, `${name} is ${width} px wide at 320 px`);
  t.deepEqual(await violations(page), [], name);
  await photograph(page, `narrow-${name}`);
  if (size) await page.setViewportSize(size);
}
