import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { createApp } from '../../src/apps/apps.js';
import { unbindPhone } from '../../src/registrations/administer.js';
import { openDevice, photograph, startBrowser, violations } from '../helpers/browser.js';
import { type CasServer, haveCas, startCas } from '../helpers/cas-server.js';
import { haveTools } from '../helpers/debian-tools.js';
import { startLdap } from '../helpers/ldap-server.js';
import { startOidc } from '../helpers/oidc-server.js';
import { freePort, startServer, type TestServer } from '../helpers/server.js';
import { installPair, makeAuthority, rsaPair } from '../helpers/server-certificates.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const password = 'lantern-harbour-41';
const indexes = [0, 1, 2, 3] as const;
const ways = [
  { locale: 'zh', javaScriptEnabled: false },
  { locale: 'zh', javaScriptEnabled: true },
  { locale: 'en', javaScriptEnabled: false },
  { locale: 'en', javaScriptEnabled: true },
] as const;

interface House {
  server: TestServer;
  cas: CasServer;
  stopLdap(): Promise<void>;
  stopOidc(): Promise<void>;
}

/** Four directories at once, each a real server but the roster, which is our own. */
async function furnishedHouse(t: ExecutionContext): Promise<House> {
  const port = await freePort();
  const url = `https://localhost:${port}`;
  const certsDir = await temporaryFolder(t);
  const caFile = join(certsDir, 'authority.pem');
  const authority = await makeAuthority();
  await writeFile(caFile, authority.pem);
  await mkdir(certsDir, { recursive: true });
  await installPair(certsDir, await rsaPair(authority, ['localhost']));
  const ldap = await startLdap(
    t,
    indexes.map((index) => ({
      uid: `3000000${index}`,
      cn: '李芳',
      password,
      mobile: [`138 0013 810${index}`],
    })),
  );
  const cas = await startCas(
    t,
    url,
    { displayName: '陈静', department: '图书馆', mobile: '138 0013 8200' },
    caFile,
  );
  const oidc = await startOidc(
    t,
    indexes.map((index) => ({
      sub: `5f0c-${index}`,
      preferred_username: `4000000${index}`,
      name: '张伟',
      department: '后勤处',
      phone_number: `+861380013830${index}`,
    })),
    [`${url}/a/campus/sign-in/oidc/callback`],
  );
  const env = {
    CERTS_DIR: certsDir,
    DIRECTORIES: 'roster,ldap,cas,oidc',
    LDAP_URL: ldap.url,
    LDAP_BASE_DN: ldap.baseDn,
    LDAP_BIND_DN: ldap.bindDn,
    LDAP_BIND_PASSWORD: ldap.bindPassword,
    CAS_URL: cas.url,
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: oidc.clientId,
    OIDC_CLIENT_SECRET: oidc.clientSecret,
    OIDC_LABEL_ZH: '校友账号',
    OIDC_LABEL_EN: 'your alumni account',
  };
  const server = await startServer(t, { env, port });
  const rows = indexes.map(
    (index) => `2000000${index},王小明,计算学部,138001380${index}0,${password}`,
  );
  await server.roster(`number,name,department,phone,password\n${rows.join('\n')}\n`);
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'operator' });
  return { server, cas, stopLdap: ldap.stop, stopOidc: oidc.stop };
}

async function houseOrNot(t: ExecutionContext): Promise<{ house: House; browser: Browser } | null> {
  if (!haveTools(t, 'slapd', 'slapadd')) return null;
  if (!(await haveCas())) {
    if (process.env.CI) t.fail('python3-django-cas-server is not installed');
    t.log('left out: python3-django-cas-server is not installed');
    t.pass();
    return null;
  }
  const browser = await startBrowser(t);
  return browser === null ? null : { house: await furnishedHouse(t), browser };
}

/** Signs in on the page of each source, as its person. */
const signIn = {
  roster: (page: Page, index: number) => typeHere(page, `2000000${index}`),
  ldap: (page: Page, index: number) => typeHere(page, `3000000${index}`),
  cas: async (page: Page) => {
    await page.click('#sign-in-cas');
    await typeAtCas(page, '20010001');
  },
  oidc: async (page: Page, index: number) => {
    await page.click('#sign-in-oidc');
    await page.fill('[name=login]', `4000000${index}`);
    await page.fill('[name=password]', password);
    await page.click('[type=submit]');
    await page.click('[type=submit]');
  },
};

async function typeHere(page: Page, number: string): Promise<void> {
  await page.fill('#number', number);
  await page.fill('#password', password);
  await page.click('#sign-in');
}

async function typeAtCas(page: Page, number: string, typed = password): Promise<void> {
  await page.fill('[name=username]', number);
  await page.fill('[name=password]', typed);
  await page.click('[type=submit]');
}

async function fits(t: ExecutionContext, page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = await page.evaluate('document.documentElement.scrollWidth');
  t.true(Number(width) <= 320, `${name} is ${width} px wide at 320 px`);
  await photograph(page, `narrow-${name}`);
  if (size) await page.setViewportSize(size);
}

test.serial('the whole path from each of the four sources', async (t) => {
  const here = await houseOrNot(t);
  if (here === null) return;
  const { house, browser } = here;
  const app = `${house.server.url}/a/campus`;
  for (const source of Object.keys(signIn) as (keyof typeof signIn)[]) {
    for (const [index, { locale, javaScriptEnabled }] of ways.entries()) {
      const context = await openDevice(browser, { device: 'android', locale, javaScriptEnabled });
      const page = await context.newPage();
      await page.goto(app);
      await page.click('#register');
      if (source === 'cas' && javaScriptEnabled) t.deepEqual(await violations(page), []);
      if (source === 'cas') await photograph(page, `register-ways-${locale}`);
      if (source === 'cas') await fits(t, page, `register-ways-${locale}`);
      await signIn[source](page, index);
      await page.waitForURL('**/confirm');
      await page.click('#activate');
      await page.waitForURL('**/registered');
      await page.goto(app);
      await page.waitForURL('**/registered');
      t.pass(`${source} ${locale} ${javaScriptEnabled}`);
      if (source === 'cas') {
        const change = { number: '20010001', actor: 'admin:anna' };
        await unbindPhone(house.server.services, change);
      }
      await context.close();
    }
  }
  await logsOutEverywhere(t, house, browser);
  await comesBackLater(t, house, browser);
});

/** CAS 3.0, 2.3.3: the one browser signs out at CAS, and is signed out here. */
async function logsOutEverywhere(
  t: ExecutionContext,
  house: House,
  browser: Browser,
): Promise<void> {
  const app = `${house.server.url}/a/campus`;
  const context = await openDevice(browser, { device: 'android', locale: 'zh' });
  const page = await context.newPage();
  await page.goto(`${app}/register`);
  await page.click('#sign-in-cas');
  await typeAtCas(page, '20010001', 'not the password');
  t.true(page.url().startsWith(house.cas.url));
  await typeAtCas(page, '20010001');
  await page.waitForURL('**/confirm');
  await page.goto(`${house.cas.url}/logout`);
  await page.goto(`${app}/confirm`);
  t.is(page.url(), app);
  await context.close();
}

/** Who is registered stays so while the sources are down; who is not is told when to come back. */
async function comesBackLater(t: ExecutionContext, house: House, browser: Browser): Promise<void> {
  const app = `${house.server.url}/a/campus`;
  const context = await openDevice(browser, {
    device: 'iphone',
    locale: 'zh',
    javaScriptEnabled: true,
  });
  const page = await context.newPage();
  await page.goto(`${app}/register`);
  await typeHere(page, '30000000');
  await page.waitForURL('**/registered');
  await house.stopLdap();
  await house.stopOidc();
  await house.cas.stop();
  await page.goto(app);
  await page.waitForURL('**/registered');
  await page.click('#sign-out');
  await page.click('#register');
  await typeHere(page, '30000001');
  const text = await page.textContent('.summary');
  t.regex(text ?? '', /5 分钟后/);
  await photograph(page, 'register-unavailable-zh');
  t.deepEqual(await violations(page), []);
  await typeHere(page, '20000000');
  await page.waitForURL('**/registered');
  await context.close();
}
