import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createApp } from '../../src/apps/apps.js';
import { openDevice, photograph, startBrowser, violations } from '../helpers/browser.js';
import { consolePassword } from '../helpers/console.js';
import { startServer } from '../helpers/server.js';

const header = 'number,name,department,phone,password,activation_code\n';
const people = [
  '6001,王小明,计算学部,13800138001,,',
  '6002,欧阳娜娜,离退休工作处,,,',
  '6003,Anna Schmidt-Rottenberger,Institute for Very Long Names and Departments,,,',
];

/** The console's colours hold to AA. */
const isBelowAaa = (violation: string) => !violation.startsWith('color-contrast-enhanced');

for (const locale of ['zh', 'en'] as const) {
  test.serial(
    `an administrator imports a roster and prints letters, one page each (${locale})`,
    async (t) => {
      const browser = await startBrowser(t);
      if (browser === null) return;
      const server = await startServer(t);
      await server.administrator('anna', consolePassword);
      await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
      await server.roster(`${header}6001,王小民,计算学部,13800138000,,\n`);
      const device = { device: 'desktop', locale, javaScriptEnabled: true } as const;
      const page = await (await openDevice(browser, device)).newPage();
      await page.goto(`${server.url}/console/sign-in`);
      await page.fill('#field-name', 'anna');
      await page.fill('#field-password', consolePassword);
      await page.click('#sign-in');
      await page.goto(`${server.url}/console/people`);
      await page.click('#import-roster');
      const buffer = Buffer.from(`${header}${people.join('\n')}\n`);
      const file = { name: 'people.csv', mimeType: 'text/csv', buffer };
      await page.setInputFiles('#field-file', file);
      await page.click('#import');
      t.true((await page.textContent('main'))?.includes('王小民 → 王小明'));
      await photograph(page, `roster-preview-${locale}`);
      t.deepEqual((await violations(page)).filter(isBelowAaa), []);
      await page.setInputFiles('#field-file', file);
      await page.click('#import');
      await page.waitForSelector('.notice');
      await page.goto(`${server.url}/console/roster/letters`);
      await page.click('#make-letters');
      t.is(await page.locator('article').count(), people.length);
      await photograph(page, `letters-${locale}`);
      t.deepEqual(await violations(page), []);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      t.is(pages.length, people.length);
      const folder = process.env.SCREENSHOTS_DIR;
      if (folder) await writeFile(join(folder, `letters-${locale}.pdf`), pdf);
    },
  );
}
