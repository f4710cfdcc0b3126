import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { findApp } from '../../src/apps/apps.js';
import { blankTexts, saveEdition } from '../../src/guides/editions.js';
import { saveBrand } from '../../src/organisation/brand.js';
import { blankOrganisation, saveOrganisation } from '../../src/organisation/settings.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';
import { publishSample } from '../helpers/releases.js';
import { startServer, type TestServer } from '../helpers/server.js';

async function furnish(server: TestServer): Promise<void> {
  await publishSample(server, { platform: 'ios' });
  await publishSample(server, { platform: 'android' });
  const organisation = {
    ...blankOrganisation,
    name: { zh: '北江大学', en: 'North River University' },
    helpContact: { zh: '网络安全和信息化办公室', en: 'Network and Information Office' },
    helpTelephone: '0451-8641 0000',
    helpHours: { zh: '工作日 8:00–17:00', en: 'Weekdays 8:00–17:00' },
  };
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  const size = { width: 600, height: 132, channels: 3 } as const;
  const logo = await sharp({ create: { ...size, background: '#7a1f3d' } })
    .png()
    .toBuffer();
  await saveBrand(server.services, { colour: '#7a1f3d', logo, actor: 'operator' });
  const app = await findApp('campus');
  const texts = { ...blankTexts, audience: { zh: '离退休人员', en: 'retired staff' } };
  await saveEdition(server.services, { app, edition: { name: '', texts }, actor: 'operator' });
}

test.serial('the PDF says what the page says, on A4, with its pages counted', async (t) => {
  if (!haveTools(t, 'chromium', 'pdftotext', 'pdfinfo')) return;
  const server = await startServer(t);
  await furnish(server);
  const write = await scratchFolder(t);
  for (const [locale, words] of [
    [
      'zh',
      ['离退休人员适用', '信息无误，开始激活', '注册成功', '下载Android客户端', '第 1 页，共'],
    ],
    ['en', ['For retired staff', 'Step 1: register', 'Download the Android app', 'Page 1 of']],
  ] as const) {
    const answer = await server.client().get(`/a/campus/guide.pdf?lang=${locale}`);
    t.is(answer.status, 200);
    t.is(answer.headers['content-type'], 'application/pdf');
    const path = await write(`guide-${locale}.pdf`, answer.body);
    const { output } = await runTool('pdftotext', '-layout', path, '-');
    // Where a line is broken is the printer's business.
    const text = output.replace(/\s+/g, '');
    for (const word of words) t.true(text.includes(word.replace(/\s+/g, '')), word);
    t.true(text.includes('0451-86410000'));
    const info = await runTool('pdfinfo', path);
    t.regex(info.output, /Page size:.*A4/);
    t.true(Number(/Pages:\s+(\d+)/.exec(info.output)?.[1]) >= 5);
  }
});

test.serial('the same guide is printed once, and a new one anew', async (t) => {
  if (!haveTools(t, 'chromium')) return;
  const server = await startServer(t);
  await furnish(server);
  const read = () => server.client().get('/a/campus/guide.pdf?lang=en');
  const [first, ...others] = await Promise.all([read(), read(), read()]);
  for (const other of others) t.deepEqual(other.body, first?.body);
  const printed = async () => {
    const folder = join(server.storageDir, 'guides');
    const entries = await readdir(folder, { recursive: true });
    return entries.filter((name) => name.endsWith('.pdf')).length;
  };
  t.is(await printed(), 1);
  await publishSample(server, { platform: 'android', app: 'other' }).catch(() => undefined);
  const organisation = { ...blankOrganisation, helpTelephone: '110' };
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  await read();
  t.is(await printed(), 2);
});

test.serial(
  'without a Chromium that works the page still prints, and the PDF says so',
  async (t) => {
    const server = await startServer(t, { env: { CHROMIUM: '/bin/false' } });
    await publishSample(server, { platform: 'android' });
    const answer = await server.client().get('/a/campus/guide.pdf');
    t.is(answer.status, 503);
    t.is(answer.json().code, 'pdf_unavailable');
    t.is((await server.client().get('/a/campus/guide')).status, 200);
  },
);
