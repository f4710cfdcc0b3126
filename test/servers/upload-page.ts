import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Page } from 'playwright-core';
import { listBuilds } from '../../src/builds/queries.js';
import { ResumableUpload } from '../../src/uploads/model.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { openDevice, startBrowser, violations } from '../helpers/browser.js';
import { consolePassword } from '../helpers/console.js';
import { startServer } from '../helpers/server.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const size = 60_000_000;

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/sign-in`);
  await page.fill('#field-name', 'anna');
  await page.fill('#field-password', consolePassword);
  await page.click('#sign-in');
}

/** So slow that a test can look at it: Chromium's own throttle, in bytes a second. */
async function slowDown(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
  await session.send('Network.emulateNetworkConditions', conditions);
}

async function arrived(): Promise<number> {
  return (await ResumableUpload.findOne({ order: [['id', 'DESC']] }))?.offset ?? 0;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('an upload on the page is paused, goes on, and goes on again after its tab was closed', async (t) => {
  const browser = await startBrowser(t);
  if (browser === null) return;
  const server = await startServer(t);
  await server.administrator('anna', consolePassword);
  const path = join(await temporaryFolder(t), 'campus.apk');
  await writeFile(path, buildApk({ padToBytes: size }));
  const device = { device: 'desktop', locale: 'en', javaScriptEnabled: true } as const;
  const context = await openDevice(browser, device);

  const first = await context.newPage();
  await signIn(first, server.url);
  await first.goto(`${server.url}/console/upload`);
  await slowDown(first, 6_000_000);
  await first.setInputFiles('#field-file', path);
  await first.fill('#field-newApp', 'campus');
  await first.click('#upload');
  await until(
    async () => (await first.locator('#upload-numbers').textContent())?.includes('MB/s') === true,
  );
  const broken = await violations(first);
  // The console holds AA.
  t.deepEqual(
    broken.filter((rule) => !rule.startsWith('color-contrast-enhanced')),
    [],
  );
  await first.waitForTimeout(2000);
  await first.click('#upload-pause');
  t.regex((await first.locator('#upload-step').textContent()) ?? '', /^Paused/);
  await until(async () => (await arrived()) > 1_000_000);
  await first.waitForTimeout(1500);
  const paused = await arrived();
  await first.waitForTimeout(500);
  t.is(await arrived(), paused);
  await first.click('#upload-pause');
  await first.waitForTimeout(2000);
  await first.close();
  await until(async () => (await arrived()) > paused);

  const second = await context.newPage();
  let sent = 0;
  second.on('request', (request) => {
    const offset = request.headers()['upload-offset'];
    if (request.method() === 'PATCH') sent += size - Number(offset);
  });
  await second.goto(`${server.url}/console/upload`);
  t.regex((await second.locator('#upload-unfinished').textContent()) ?? '', /campus\.apk/);
  await second.setInputFiles('#field-file', path);
  await second.fill('#field-newApp', 'campus');
  await second.click('#upload');
  await second.waitForURL(/\/console\/builds\/1/, { timeout: 60_000 });
  t.is(await second.locator('h1').textContent(), 'Campus');
  t.true(sent < size - paused, `${sent} bytes were sent again`);
  const { builds } = await listBuilds({ offset: 0, limit: 1 });
  t.is(builds[0]?.size, (await stat(path)).size);
  await second.goto(`${server.url}/console/upload`);
  t.true(await second.locator('#upload-unfinished').isHidden());
});
