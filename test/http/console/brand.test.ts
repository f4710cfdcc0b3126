import test from 'ava';
import sharp from 'sharp';
import { readBrand } from '../../../src/organisation/brand.js';
import { page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;
let engineer: Client;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
  engineer = await signedIn(server, 'ben', 'engineer');
});

const english = { Accept: 'text/html', 'Accept-Language': 'en' };

async function send(as: Client, bytes: Buffer, fields: Record<string, string> = {}) {
  const { text } = await page(as, '/console/password');
  const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const file = { name: 'logo.png', bytes };
  return as.postFile('/console/organisation/brand', file, { csrf, ...fields }, english);
}

function picture(width: number, height: number): Promise<Buffer> {
  const background = { r: 10, g: 77, b: 104, alpha: 0.5 };
  return sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();
}

test.serial('a logo and a colour stand on every page of a person', async (t) => {
  const saved = await send(client, await picture(1200, 300), { colour: '#C8102E' });
  t.is(saved.status, 303);
  const { text } = await page(server.client(), '/');
  const logo = /<img class="logo" src="([^"]+)" width="176" height="44" alt="">/.exec(text)?.[1];
  const style = /href="(\/brand\/colours\/c8102e\.css)"/.exec(text)?.[1];
  const image = await server.client().get(logo ?? '');
  t.is(image.headers['content-type'], 'image/png');
  t.regex(String(image.headers['cache-control']), /immutable/);
  const { width, height } = await sharp(image.body).metadata();
  t.deepEqual([width, height], [528, 132]);
  const sheet = await server.client().get(style ?? '');
  t.regex(String(sheet.headers['content-type']), /^text\/css/);
  t.regex(sheet.text, /^:root\{--brand:#[0-9a-f]{6};--on-brand:#ffffff\}\n@media/);
});

test.serial('a new colour without a file keeps the logo, and a tick removes it', async (t) => {
  const before = await readBrand();
  t.is((await send(client, Buffer.alloc(0), { colour: '' })).status, 303);
  t.deepEqual(await readBrand(), { colour: '', logo: before.logo });
  t.is((await send(client, Buffer.alloc(0), { colour: '', removeLogo: 'yes' })).status, 303);
  t.deepEqual(await readBrand(), { colour: '', logo: null });
});

test.serial('what is no picture is told at its field, and the look stays', async (t) => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const before = await readBrand();
  for (const bytes of [svg, Buffer.from('GIF89a'), Buffer.alloc(9 * 1024 * 1024)]) {
    const answer = await send(client, bytes, { colour: '#123456' });
    t.is(answer.status, 400);
    t.regex(answer.text, /id="problem-file">This picture cannot be read/);
    t.regex(answer.text, /value="#123456"/);
  }
  t.deepEqual(await readBrand(), before);
});

test.serial('a colour that is none is told at its field', async (t) => {
  const answer = await send(client, Buffer.alloc(0), { colour: 'red; } body { display: none' });
  t.is(answer.status, 400);
  t.regex(answer.text, /id="problem-colour"/);
});

test.serial('only an administrator with the form changes the look', async (t) => {
  t.is((await send(engineer, Buffer.alloc(0), { colour: '' })).status, 403);
  const forged = await client.postFile(
    '/console/organisation/brand',
    { name: 'x.png', bytes: Buffer.alloc(0) },
    { csrf: 'x' },
    english,
  );
  t.is(forged.status, 403);
  t.is(
    (await post(client, '/console/organisation/brand', {}, '/console/organisation')).status,
    400,
  );
});

test('an address that names no colour and no logo is not there', async (t) => {
  for (const path of ['/brand/colours/red.css', '/brand/colours/..css', '/brand/logos/x.png']) {
    t.is((await server.client().get(path)).status, 404, path);
  }
  t.is((await server.client().get(`/brand/logos/${'0'.repeat(64)}.png`)).status, 404);
});
