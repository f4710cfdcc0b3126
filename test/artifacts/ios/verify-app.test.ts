import test from 'ava';
import { brokenSignatures } from '../../helpers/artifacts/broken-code.js';
import { brokenFiles, brokenNested } from '../../helpers/artifacts/broken-files.js';
import { brokenTrust } from '../../helpers/artifacts/broken-trust.js';
import { buildIpa, type IpaOptions } from '../../helpers/artifacts/ipa.js';
import { sampleApp } from '../../helpers/artifacts/sample-app.js';
import { makeAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { acceptedArtifact, refusalCode } from '../../helpers/inspect-bytes.js';

const groups = { brokenSignatures, brokenTrust, brokenFiles, brokenNested };
for (const [group, ways] of Object.entries(groups)) {
  for (const { title, options, code } of ways) {
    test(`${group}: ${title} is refused as ${code}`, async (t) => {
      t.is(await refusalCode(t, buildIpa(options())), code);
    });
  }
}

const team = sampleApp.teamIdentifier;
const sound: Record<string, IpaOptions> = {
  'every kind of nested code': {
    appExtension: true,
    framework: true,
    withDylib: true,
    watchApp: true,
  },
  'two slices under two code directories': {
    architectures: ['armv7', 'arm64'],
    codeDirectories: ['sha1', 'sha256'],
    versionCommand: 'version-min',
  },
  'a truncated and a long hash': { codeDirectories: ['sha256', 'sha256-truncated', 'sha384'] },
  'pages of 16 KiB': { signatureDefects: { pageBits: 14 }, codeSize: 3 * 16_384 },
  'directories named by the list alone': {
    codeDirectories: ['sha1', 'sha256'],
    signatureDefects: { attributes: ['list'] },
  },
  'directories named by the pairs alone': {
    codeDirectories: ['sha1', 'sha256'],
    signatureDefects: { attributes: ['pairs'] },
  },
  'one directory and no attribute': { signatureDefects: { attributes: [] } },
  'a wildcard profile': { profileApplicationIdentifier: `${team}.*`, appExtension: true },
  'an extension under the wildcard profile of its app': {
    profileApplicationIdentifier: `${team}.*`,
    appExtension: true,
    nestedOptions: { profile: null },
  },
  'SHA-1 and SHA-256 in the seal': { seal: { form: 'both' } },
  'a link inside the app': { links: { 'a/link': '../PkgInfo' } },
  'texts that are missing': {
    afterSigning: (files) => void files.delete('en.lproj/InfoPlist.strings'),
  },
  'entitlements that ask for less': {
    entitlements: {
      'application-identifier': `${team}.${sampleApp.identifier}`,
      'com.apple.developer.team-identifier': team,
      'keychain-access-groups': [`${team}.one`, `${team}.two`],
      'aps-environment': false,
      'com.apple.security.application-groups': [],
    },
  },
  'certificates on elliptic curves': { chain: makeAppleLikeChain({ keyType: 'ec' }) },
};

for (const [title, options] of Object.entries(sound)) {
  test(`an IPA with ${title} is verified`, async (t) => {
    const anchors = options.chain ? { anchors: [options.chain.root.pem] } : {};
    const { verification, warnings } = await acceptedArtifact(t, buildIpa(options), anchors);
    t.is(verification.verdict, 'verified');
    t.deepEqual(
      warnings.map(({ code }) => code),
      ['private_anchor'],
    );
  });
}

const warned: Record<string, IpaOptions> = {
  weak_signature: { codeDirectories: ['sha1'] },
  unsealed_files: {
    extraEntries: [{ name: 'Payload/Campus.app/.DS_Store', data: Buffer.from('x') }],
  },
  development_profile: { profileKind: 'development' },
};

for (const [code, options] of Object.entries(warned)) {
  test(`${code} is a warning and no refusal`, async (t) => {
    const { verification, warnings } = await acceptedArtifact(t, buildIpa(options));
    t.is(verification.verdict, 'verified');
    t.true(warnings.some((warning) => warning.code === code));
  });
}
