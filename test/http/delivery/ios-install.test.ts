import { createHash } from 'node:crypto';
import test from 'ava';
import { parse } from 'plist';
import sharp from 'sharp';
import { installLinks } from '../../../src/delivery/links.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { registerPerson } from '../../helpers/people.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

interface InstallManifest {
  items: [{ assets: Asset[]; metadata: Record<string, string> }];
}

interface Asset {
  kind: string;
  url: string;
  'sha256-size'?: number;
  sha256s?: string[];
  'md5-size'?: number;
  md5s?: string[];
}

const scope = fileScope(test);
const hostileName = '校园通 <&"\']]>';
let server: TestServer;
let sample: PublishedSample;
let userId: number;

test.before(async () => {
  server = await startServer(scope);
  const file = buildIpa({ displayName: hostileName, labels: {} });
  sample = await publishSample(server, { platform: 'ios', file });
  userId = (await registerPerson(server, { number: '20010001', phone: '13800138000' })).id;
});

async function links() {
  const build = await server.services.releasedBuilds.get(sample.release.id);
  return installLinks(server.services.links, build, userId, server.services.now());
}

async function fetchManifest(): Promise<InstallManifest> {
  const answer = await server.client().get(new URL((await links()).url).pathname);
  return parse(answer.text) as unknown as InstallManifest;
}

function assetOf(manifest: InstallManifest, kind: string): Asset {
  const asset = manifest.items[0].assets.find((candidate) => candidate.kind === kind);
  if (asset === undefined) throw new Error(`the manifest has no ${kind}`);
  return asset;
}

test('the install link carries the manifest address, percent-encoded once', async (t) => {
  const { url, installLink } = await links();
  const [scheme, query = ''] = (installLink ?? '').split('?');
  t.is(scheme, 'itms-services://');
  t.is(new URLSearchParams(query).get('url'), url);
  t.false(new URL(url).search.length > 0);
  t.true(url.endsWith('/manifest.plist'));
});

test('the manifest names the build, whatever characters its name has', async (t) => {
  const { metadata } = (await fetchManifest()).items[0];
  t.is(metadata.title, hostileName);
  t.is(metadata.kind, 'software');
  t.is(metadata['bundle-identifier'], sample.build.artifact.bundleIdentifier);
  t.is(metadata['bundle-version'], sample.build.version);
});

test('the manifest is XML that is not kept', async (t) => {
  const answer = await server.client().get(new URL((await links()).url).pathname);
  t.regex(answer.headers['content-type'] ?? '', /^text\/xml/);
  t.is(answer.headers['cache-control'], 'no-store');
});

test('the package matches the chunk hashes of its manifest', async (t) => {
  const asset = assetOf(await fetchManifest(), 'software-package');
  t.true(asset.url.endsWith('.ipa'));
  const { body } = await server.client().get(new URL(asset.url).pathname);
  t.deepEqual(body, sample.bytes);
  const chunk = asset['sha256-size'] ?? 0;
  t.is(asset['md5-size'], chunk);
  const pieces = Array.from({ length: Math.ceil(body.length / chunk) }, (_, index) =>
    body.subarray(index * chunk, (index + 1) * chunk),
  );
  const hashes = (name: string) =>
    pieces.map((piece) => createHash(name).update(piece).digest('hex'));
  t.deepEqual(asset.sha256s, hashes('sha256'));
  t.deepEqual(asset.md5s, hashes('md5'));
});

test('both icons are true PNGs of their side', async (t) => {
  const manifest = await fetchManifest();
  for (const [kind, side] of [
    ['display-image', 57],
    ['full-size-image', 512],
  ] as const) {
    const answer = await server.client().get(new URL(assetOf(manifest, kind).url).pathname);
    t.is(answer.headers['content-type'], 'image/png');
    const { format, width, height } = await sharp(answer.body).metadata();
    t.deepEqual({ format, width, height }, { format: 'png', width: side, height: side });
  }
});

test('a manifest ticket opens no package, and an icon ticket neither', async (t) => {
  const manifest = await fetchManifest();
  const ticketOf = (url: string) => new URL(url).pathname.split('/')[2];
  const fileName = assetOf(manifest, 'software-package').url.split('/').at(-1);
  for (const url of [(await links()).url, assetOf(manifest, 'display-image').url]) {
    const answer = await server.client().get(`/d/${ticketOf(url)}/${fileName}`);
    t.is(answer.json().code, 'ticket_invalid');
  }
});

test('HEAD before GET changes nothing', async (t) => {
  const path = new URL((await links()).url).pathname;
  t.is((await server.client().send(path, { method: 'HEAD' })).status, 200);
  t.is((await server.client().get(path)).status, 200);
});

test('addresses come from PUBLIC_URL, whatever Host the request names', async (t) => {
  const path = new URL((await links()).url).pathname;
  const answer = await server
    .client()
    .get(path, { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' });
  t.false(answer.text.includes('evil.example'));
});
