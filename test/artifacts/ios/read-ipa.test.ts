import { X509Certificate } from 'node:crypto';
import test from 'ava';
import type { PlistValue } from 'plist';
import sharp from 'sharp';
import { buildIpa, type IpaOptions } from '../../helpers/artifacts/ipa.js';
import { drawIcon } from '../../helpers/artifacts/png.js';
import { sampleApp } from '../../helpers/artifacts/sample-app.js';
import { defaultAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../helpers/inspect-bytes.js';

for (const infoPlistFormat of ['xml', 'binary'] as const) {
  test(`an IPA with a ${infoPlistFormat} Info.plist gives its identity`, async (t) => {
    const artifact = await acceptedArtifact(
      t,
      buildIpa({ infoPlistFormat, version: '2.4', versionCode: '2.4.1', minimumOsVersion: '15.0' }),
    );
    t.is(artifact.platform, 'ios');
    t.is(artifact.bundleIdentifier, sampleApp.identifier);
    t.is(artifact.version, '2.4');
    t.is(artifact.versionCode, '2.4.1');
    t.is(artifact.minimumOsVersion, '15.0');
    t.deepEqual(artifact.labels, { '': 'Campus', en: 'Campus', 'zh-Hans': sampleApp.chineseName });
  });
}

test('the verdict names what only Apple can tell, and the private root', async (t) => {
  const { verification, warnings } = await acceptedArtifact(t, buildIpa());
  t.is(verification.verdict, 'verified');
  t.deepEqual(verification.notChecked, ['revocation', 'timestamp']);
  t.deepEqual(
    verification.schemes.map(({ scheme, verified }) => [scheme, verified]),
    [
      ['provisioning-profile', true],
      ['code-signature', true],
    ],
  );
  t.deepEqual(verification.schemes[1]?.certificates, [defaultAppleLikeChain().distribution.sha256]);
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['private_anchor'],
  );
});

test('the signer is the certificate that signed the code', async (t) => {
  const chain = defaultAppleLikeChain();
  const developerCertificates = [chain.profileSigner, chain.distribution];
  const { signerCertificate } = await acceptedArtifact(t, buildIpa({ developerCertificates }));
  const expected = new X509Certificate(chain.distribution.der).fingerprint256;
  t.is(signerCertificate?.sha256, expected.replaceAll(':', '').toLowerCase());
  t.is(signerCertificate?.organisation, sampleApp.organisation);
});

test('the minimum is the higher of Info.plist and load command', async (t) => {
  const higher = { minimumOsVersion: '13.0', machOMinimumOsVersion: '14.2' };
  t.is((await acceptedArtifact(t, buildIpa(higher))).minimumOsVersion, '14.2');
  const lower: IpaOptions = {
    minimumOsVersion: '9.3',
    machOMinimumOsVersion: '8.0',
    versionCommand: 'version-min',
  };
  t.is((await acceptedArtifact(t, buildIpa(lower))).minimumOsVersion, '9.3');
});

test('a universal executable is read slice by slice', async (t) => {
  const options: IpaOptions = { architectures: ['armv7', 'arm64'], versionCommand: 'version-min' };
  t.is(await refusalCode(t, buildIpa(options)), null);
});

test('a crushed icon becomes the PNG it was', async (t) => {
  const inspection = await inspectBytes(t, buildIpa());
  if (!inspection.accepted || !inspection.icon) return t.fail();
  t.deepEqual(inspection.artifact.icon, { type: 'image/png', width: 180, height: 180 });
  const decoded = await sharp(inspection.icon).raw().toBuffer();
  const original = await sharp(drawIcon({ size: 180 }))
    .raw()
    .toBuffer();
  t.is(decoded.length, original.length);
  for (let at = 0; at < decoded.length; at += 4) {
    if (decoded[at + 3] !== original[at + 3]) return t.fail('alpha differs');
    const isSolid = original[at + 3] === 255;
    if (isSolid && !decoded.subarray(at, at + 4).equals(original.subarray(at, at + 4)))
      return t.fail('colour differs');
  }
  return t.pass();
});

test('a plain icon is kept as it is; names with .png are found too', async (t) => {
  const icon = drawIcon({ size: 60 });
  const inspection = await inspectBytes(
    t,
    buildIpa({
      icon: null,
      resources: { 'Icon.png': icon },
      infoPlistKeys: { CFBundleIconFiles: ['Icon.png'] },
    }),
  );
  t.true(inspection.accepted && inspection.icon && icon.equals(inspection.icon));
});

test('an app without icon files shows its artwork, else none', async (t) => {
  const artwork = await sharp(drawIcon({ size: 512 }))
    .jpeg()
    .toBuffer();
  const extraEntries = [{ name: 'iTunesArtwork', data: artwork }];
  const shown = await acceptedArtifact(t, buildIpa({ icon: null, extraEntries }));
  t.deepEqual(shown.icon, { type: 'image/jpeg', width: 512, height: 512 });
  const none = await acceptedArtifact(t, buildIpa({ icon: null }));
  t.is(none.icon, null);
  t.true(none.warnings.some(({ code }) => code === 'no_icon'));
});

test('an icon whose header lies is dropped', async (t) => {
  for (const claimedSize of [60_000, 1024]) {
    const artifact = await acceptedArtifact(
      t,
      buildIpa({ icon: drawIcon({ crushed: true, claimedSize }) }),
    );
    t.is(artifact.icon, null);
  }
});

const wrongPlatform: IpaOptions[] = [
  { applePlatform: 'ios-simulator' },
  { applePlatform: 'tvos' },
  { applePlatform: 'macos' },
  { profilePlatform: 'tvOS' },
  { architectures: ['x86_64'], infoPlistKeys: { CFBundleSupportedPlatforms: undefined } },
];

test('what is not built for iPhone and iPad is refused', async (t) => {
  for (const options of wrongPlatform)
    t.is(await refusalCode(t, buildIpa(options)), 'wrong_platform');
});

test('code encrypted by the App Store is refused', async (t) => {
  t.is(await refusalCode(t, buildIpa({ cryptId: 1 })), 'encrypted_app');
  t.is(await refusalCode(t, buildIpa({ cryptId: 0 })), null);
});

test('an IPA holds exactly one app', async (t) => {
  const extraEntries = [{ name: 'Payload/Second.app/Info.plist', data: Buffer.from('x') }];
  t.is(await refusalCode(t, buildIpa({ extraEntries })), 'unreadable_artifact');
});

test('strings files may be text, and damaged ones count as absent', async (t) => {
  const text = '/* name */\n"CFBundleDisplayName" = "Campus \\"FR\\"";\n';
  const artifact = await acceptedArtifact(
    t,
    buildIpa({
      labels: {},
      resources: {
        'fr.lproj/InfoPlist.strings': Buffer.from(`\ufeff${text}`, 'utf16le'),
        'pt_BR.lproj/InfoPlist.strings': Buffer.from('CFBundleName = Campo;'),
        'de.lproj/InfoPlist.strings': Buffer.from('"CFBundleDisplayName" = '),
      },
    }),
  );
  t.deepEqual(artifact.labels, { '': 'Campus', fr: 'Campus "FR"', 'pt-BR': 'Campo' });
});

test('an executable that is none is refused, and the rest still read', async (t) => {
  const inspection = await inspectBytes(
    t,
    buildIpa({ afterSigning: (files) => files.set('Campus', Buffer.from('#!/bin/sh\n')) }),
  );
  t.is(inspection.artifact.verification?.refusal?.code, 'unreadable_artifact');
  t.is(inspection.artifact.provisioningProfile?.kind, 'enterprise');
});

test('the devices it is made for are those it names, and none where it names nonsense', async (t) => {
  const families = async (value: PlistValue | undefined) =>
    (await acceptedArtifact(t, buildIpa({ infoPlistKeys: { UIDeviceFamily: value } })))
      .deviceFamilies;
  t.deepEqual(await families([1, 2]), ['iphone', 'ipad']);
  t.deepEqual(await families([2]), ['ipad']);
  t.deepEqual(await families('1'), ['iphone']);
  t.is(await families([3]), undefined);
  t.is(await families(true), undefined);
  t.is(await families(undefined), undefined);
});

test('when the signing certificate ends is read beside its profile', async (t) => {
  const { signerExpiresAt = '' } = await acceptedArtifact(t, buildIpa());
  t.true(Date.parse(signerExpiresAt) > Date.now());
});
