import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { parseBinary } from 'plist';
import sharp from 'sharp';
import { fromBufferPromise } from 'yauzl';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildIpa, ipaEntries } from '../helpers/artifacts/ipa.js';
import { writeLargeIpa } from '../helpers/artifacts/large-files.js';
import { writeBinaryPlist } from '../helpers/artifacts/plist-binary.js';
import { drawIcon } from '../helpers/artifacts/png.js';
import { makeAndroidSigner, makeAppleLikeChain } from '../helpers/artifacts/signers.js';
import { writeFixtures } from '../helpers/write-fixtures.js';

async function entryNames(archive: Buffer): Promise<string[]> {
  const zip = await fromBufferPromise(archive);
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) names.push(entry.fileName);
  return names;
}

test('a built APK holds manifest, resources and the files of v1', async (t) => {
  const names = await entryNames(buildApk({ abis: ['arm64-v8a'] }));
  for (const name of ['AndroidManifest.xml', 'resources.arsc', 'lib/arm64-v8a/libcampus.so']) {
    t.true(names.includes(name));
  }
  t.deepEqual(names.slice(-3), ['META-INF/MANIFEST.MF', 'META-INF/CERT.SF', 'META-INF/CERT.RSA']);
});

test('the same options and the same RSA signer give the same APK', (t) => {
  const signer = makeAndroidSigner();
  t.true(buildApk({ signer }).equals(buildApk({ signer })));
});

test('a built IPA holds one app with profile and seal', async (t) => {
  const names = await entryNames(buildIpa());
  for (const name of ['Info.plist', 'embedded.mobileprovision', '_CodeSignature/CodeResources']) {
    t.true(names.includes(`Payload/Campus.app/${name}`));
  }
});

test('the chain leads from both leaves to the root, and the leaf names the organisation', (t) => {
  const chain = makeAppleLikeChain({
    organisation: '哈尔滨工业大学',
    teamIdentifier: 'ABCDE12345',
  });
  const [root, intermediate] = [chain.root, chain.intermediate].map(
    ({ der }) => new X509Certificate(der),
  );
  for (const { der } of [chain.profileSigner, chain.distribution]) {
    const leaf = new X509Certificate(der);
    t.false(leaf.ca);
    t.true(intermediate && leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey));
  }
  t.true(root && intermediate?.checkIssued(root) && intermediate.verify(root.publicKey));
  const { subject } = new X509Certificate(chain.distribution.der);
  t.regex(subject, /CN=iPhone Distribution: 哈尔滨工业大学\nOU=ABCDE12345\nO=哈尔滨工业大学/);
});

test('two teams share one root', (t) => {
  const chain = makeAppleLikeChain();
  const other = makeAppleLikeChain({ authorities: chain, teamIdentifier: 'OTHER12345' });
  t.is(other.root, chain.root);
  t.not(other.distribution.sha256, chain.distribution.sha256);
});

test('an icon is a PNG with clear corners; its crushed form begins with CgBI', async (t) => {
  const { data, info } = await sharp(drawIcon({ size: 120 }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  t.like(info, { width: 120, height: 120, channels: 4 });
  t.is(data[3], 0);
  const middle = (75 * 120 + 60) * 4;
  t.deepEqual([...data.subarray(middle, middle + 4)], [255, 255, 255, 255]);
  t.is(drawIcon({ size: 120, crushed: true }).toString('latin1', 12, 16), 'CgBI');
});

test('a binary property list reads back', (t) => {
  const value = { name: '校园通', list: [1, 2.5, true], data: { size: 2 ** 33 } };
  t.deepEqual(parseBinary(writeBinaryPlist(value)), value);
});

test('a bit flipped in a sealed file leaves the archive sound', (t) => {
  const options = { chain: makeAppleLikeChain({ keyType: 'ec' }), profile: Buffer.from('same') };
  const sizes = (flipByteIn?: string) =>
    ipaEntries(flipByteIn ? { ...options, flipByteIn } : options).map(({ data }) => data.length);
  t.deepEqual(sizes('PkgInfo'), sizes());
});

test('a large IPA is as long as asked for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-builder-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const path = join(folder, 'large.ipa');
  await writeLargeIpa(path, 3_000_000);
  t.true((await stat(path)).size > 3_000_000);
});

test('the fixtures are builds, an anchor and a roster', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-builder-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const lines: string[] = [];
  const paths = await writeFixtures(folder, (line) => lines.push(line));
  t.is((await readdir(folder)).length, Object.keys(paths).length);
  t.is(lines.length, Object.keys(paths).length);
});
