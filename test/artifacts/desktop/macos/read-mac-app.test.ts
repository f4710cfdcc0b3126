import test from 'ava';
import {
  buildMacApp,
  defaultApplicationChain,
  type MacAppOptions,
} from '../../../helpers/artifacts/mac-app.js';
import { sampleApp } from '../../../helpers/artifacts/sample-app.js';
import { makeAppleLikeChain } from '../../../helpers/artifacts/signers.js';
import { flipBit } from '../../../helpers/artifacts/zip.js';
import { acceptedArtifact, refusalCode } from '../../../helpers/inspect-bytes.js';

test('a zipped app gives its identity', async (t) => {
  const artifact = await acceptedArtifact(t, buildMacApp());
  t.like(artifact, {
    platform: 'macos',
    installer: { kind: 'app-zip', maker: null },
    bundleIdentifier: sampleApp.identifier,
    version: '1.2.3',
    versionCode: '123',
    displayName: sampleApp.name,
    minimumOsVersion: '11.0',
    icon: { type: 'image/png', width: 256, height: 256 },
  });
  t.deepEqual(artifact.labels, { '': sampleApp.name, 'zh-Hans': sampleApp.chineseName });
});

test('the verdict names the signer, the ticket and what is not checked', async (t) => {
  const { signerCertificate, verification, warnings } = await acceptedArtifact(t, buildMacApp());
  const { sha256 } = defaultApplicationChain().distribution;
  t.is(signerCertificate?.sha256, sha256);
  t.deepEqual(verification, {
    verdict: 'partial',
    schemes: [{ scheme: 'code-signature', verified: true, certificates: [sha256] }],
    notChecked: ['notarisation-ticket', 'revocation'],
    isNotarised: true,
  });
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['no_timestamp', 'private_anchor'],
  );
});

test('an app without a stapled ticket is warned of', async (t) => {
  const { warnings, verification } = await acceptedArtifact(t, buildMacApp({ isStapled: false }));
  t.true(warnings.some(({ code }) => code === 'not_notarised'));
  t.false(verification.isNotarised);
});

test('nested frameworks and libraries hold by the outer seal', async (t) => {
  t.is(await refusalCode(t, buildMacApp({ hasNestedCode: true })), null);
});

test('what the Finder packs beside the app does not count', async (t) => {
  const others = [{ name: '__MACOSX/Campus.app/._Contents', data: Buffer.from('x') }];
  t.is(await refusalCode(t, buildMacApp({ others })), null);
});

const nested = 'Frameworks/Kit.framework/Versions/A';
const changed =
  (path: string): NonNullable<MacAppOptions['change']> =>
  (entries) => {
    const entry = entries.get(path);
    if (entry === undefined) throw new RangeError(`no ${path}`);
    const data = Buffer.from(entry.data);
    flipBit(data, Math.min(data.length >> 1, 20_000));
    entries.set(path, { ...entry, data });
  };
const added =
  (path: string, isLink = false): NonNullable<MacAppOptions['change']> =>
  (entries) =>
    entries.set(path, { data: Buffer.from('/tmp'), isLink });
const lost =
  (path: string): NonNullable<MacAppOptions['change']> =>
  (entries) =>
    entries.delete(path);

const refusals: Record<string, [options: MacAppOptions, code: string]> = {
  'signed by nobody': [{ codeSignature: 'none' }, 'signature_missing'],
  'signed ad hoc': [{ codeSignature: 'ad-hoc' }, 'signature_missing'],
  'signed under another root': [{ chain: makeAppleLikeChain() }, 'signer_not_trusted'],
  'for iPhones': [{ applePlatform: 'ios' }, 'wrong_platform'],
  'that says it is for iPhones': [
    { infoPlistKeys: { CFBundleSupportedPlatforms: ['iPhoneOS'] } },
    'wrong_platform',
  ],
  'with changed code': [{ change: changed('MacOS/Campus') }, 'signature_invalid'],
  'with a changed icon': [{ change: changed('Resources/AppIcon.icns') }, 'signature_invalid'],
  'with a changed seal': [{ change: changed('_CodeSignature/CodeResources') }, 'signature_invalid'],
  'without its seal': [{ change: lost('_CodeSignature/CodeResources') }, 'signature_invalid'],
  'with a lost resource': [{ change: lost('Resources/AppIcon.icns') }, 'signature_invalid'],
  'with an added program': [{ change: added('MacOS/more') }, 'signature_invalid'],
  'with an added link': [{ change: added('Resources/link', true) }, 'signature_invalid'],
  'with changed code in a framework': [
    { hasNestedCode: true, change: changed(`${nested}/Kit`) },
    'signature_invalid',
  ],
  'with a changed resource in a framework': [
    { hasNestedCode: true, change: changed(`${nested}/Resources/kit.json`) },
    'signature_invalid',
  ],
  'with a changed library': [
    { hasNestedCode: true, change: changed('Frameworks/libcampus.dylib') },
    'signature_invalid',
  ],
  'with a lost framework': [
    { hasNestedCode: true, change: lost(`${nested}/Resources/Info.plist`) },
    'signature_invalid',
  ],
  'without an Info.plist': [{ change: lost('Info.plist') }, 'unreadable_artifact'],
  'without an executable': [{ change: lost('MacOS/Campus') }, 'signature_invalid'],
  'without an identifier': [
    { infoPlistKeys: { CFBundleIdentifier: undefined } },
    'unreadable_artifact',
  ],
  'whose executable is elsewhere': [
    { infoPlistKeys: { CFBundleExecutable: '../MacOS/Campus' } },
    'unreadable_artifact',
  ],
  'beside another one': [
    { others: [{ name: 'Other.app/Contents/Info.plist', data: Buffer.from('x') }] },
    'unreadable_artifact',
  ],
};

for (const [what, [options, code]] of Object.entries(refusals)) {
  test(`an app ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildMacApp(options)), code);
  });
}

test('another framework under the same name is refused', async (t) => {
  const other = buildMacApp({ hasNestedCode: true });
  t.is(await refusalCode(t, other), null);
  const change: MacAppOptions['change'] = (entries) => {
    const kit = entries.get(`${nested}/Kit`);
    const library = entries.get('Frameworks/libcampus.dylib');
    if (kit && library) entries.set('Frameworks/libcampus.dylib', kit);
  };
  t.is(await refusalCode(t, buildMacApp({ hasNestedCode: true, change })), 'signature_invalid');
});
