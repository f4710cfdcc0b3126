import test from 'ava';
import type { ErrorCode } from '../../src/errors.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { buildIpa } from '../helpers/artifacts/ipa.js';
import { writeZip } from '../helpers/artifacts/zip.js';
import { acceptedArtifact, inspectBytes } from '../helpers/inspect-bytes.js';

const file = (name: string) => ({ name, data: Buffer.from('x') });
const zip = (...names: string[]) => writeZip(names.map(file));
const dmg = Buffer.concat([Buffer.from('encrcdsa'), Buffer.alloc(4096)]);

const others: [what: string, bytes: Buffer, code: ErrorCode, detail: RegExp][] = [
  [
    'an Android App Bundle',
    zip('BundleConfig.pb', 'base/manifest/AndroidManifest.xml'),
    'unsupported_artifact',
    /\(AAB\).*signed APK/,
  ],
  ['an APK set', zip('toc.pb', 'splits/base-master.apk'), 'unsupported_artifact', /set of APKs/],
  ['an XAPK', zip('manifest.json', 'com.example.apk'), 'unsupported_artifact', /set of APKs/],
  ['a HAP', zip('module.json', 'pack.info'), 'unsupported_artifact', /HarmonyOS/],
  ['a zipped simulator app', zip('Campus.app/Info.plist'), 'wrong_platform', /simulator/],
  [
    'an IPA in a folder',
    zip('Campus/Payload/Campus.app/Info.plist'),
    'unsupported_artifact',
    /Payload/,
  ],
  ['a plain ZIP archive', zip('readme.txt'), 'unsupported_artifact', /plain ZIP/],
  [
    'a bundle of packages',
    zip('AppxMetadata/AppxBundleManifest.xml'),
    'unsupported_artifact',
    /\.msix/,
  ],
  ['an encrypted disk image', dmg, 'unsupported_artifact', /encrypted disk image.*\.dmg/],
  ['an empty archive', writeZip([]), 'unsupported_artifact', /empty/],
  ['a text', Buffer.from('hello'), 'unsupported_artifact', /no build.*\.msix/],
  ['an empty file', Buffer.alloc(0), 'unsupported_artifact', /no build.*\.msix/],
  [
    'an APK behind code',
    buildApk({ prefix: Buffer.from('dex\n035\0') }),
    'unsupported_artifact',
    /hides an archive/,
  ],
];

for (const [what, bytes, code, detail] of others) {
  test(`${what} is refused with what to upload instead`, async (t) => {
    const inspection = await inspectBytes(t, bytes);
    if (inspection.accepted) return t.fail();
    t.is(inspection.refusal.code, code);
    return t.regex(inspection.refusal.detail, detail);
  });
}

test('APK and IPA are known by content, without a name', async (t) => {
  t.is((await acceptedArtifact(t, buildApk())).platform, 'android');
  t.is((await acceptedArtifact(t, buildIpa())).platform, 'ios');
});
