import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { isRefusalCode, isTolerable, policy, tolerableCodes } from '../../src/artifacts/policy.js';
import { statusOf } from '../../src/http/errors.js';
import { type ApkOptions, buildApk } from '../helpers/artifacts/apk.js';
import { makeCodeSigner } from '../helpers/artifacts/authenticode.js';
import { brokenSignatures } from '../helpers/artifacts/broken-code.js';
import { brokenFiles, brokenNested } from '../helpers/artifacts/broken-files.js';
import { brokenTrust } from '../helpers/artifacts/broken-trust.js';
import { buildIpa, type IpaOptions } from '../helpers/artifacts/ipa.js';
import { buildMacApp } from '../helpers/artifacts/mac-app.js';
import { buildMsix } from '../helpers/artifacts/msix.js';
import { makeAppleLikeChain } from '../helpers/artifacts/signers.js';
import { flipBit } from '../helpers/artifacts/zip.js';
import { acceptedArtifact, refusalCode } from '../helpers/inspect-bytes.js';

const judges = readdirSync('src/artifacts', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'policy.ts')
  .map((name) => readFileSync(join('src/artifacts', name), 'utf8'));

test('every code a judge names is in the table, and every refusal in it is named by a judge', (t) => {
  const named = judges.flatMap((text) => [
    ...text.matchAll(/(?:refuse|insist|warn)\(\s*\w+(?:\.\w+)?,\s*'(\w+)'/g),
    ...text.matchAll(/new AppError\(\s*'(\w+)'/g),
    ...text.matchAll(/code: '(\w+)'/g),
  ]);
  const codes = new Set(named.map(([, code = '']) => code));
  t.deepEqual(
    [...codes].filter((code) => !Object.hasOwn(policy, code)),
    [],
  );
  for (const [, names = ''] of judges.join('\n').matchAll(/notChecked(?: =|:) \[([^\]]+)\]/g)) {
    for (const [, name = ''] of names.matchAll(/'([\w-]+)'/g)) {
      t.true(Object.hasOwn(policy, name), name);
    }
  }
  const text = judges.join('\n');
  for (const code of Object.keys(policy)) {
    t.true(code === 'trust' || text.includes(`'${code}'`), code);
  }
});

test('every refusal of the table is told in docs/errors.md, among those of the file', (t) => {
  const page = readFileSync('docs/errors.md', 'utf8');
  const ofTheFile = page.slice(page.indexOf('## The file'), page.indexOf('### Exceptions'));
  const exceptions = page.slice(page.indexOf('### Exceptions'), page.indexOf('## The person'));
  for (const code of Object.keys(policy).filter(isRefusalCode)) {
    t.true(code in statusOf, code);
    t.true(ofTheFile.includes(`| \`${code}\` |`), code);
    t.is(exceptions.includes(`\`${code}\``), isTolerable(code), code);
  }
});

const day = 86_400_000;
const expired = {
  createdAt: new Date(Date.now() - 60 * day),
  expiresAt: new Date(Date.now() - day),
};
const outdated: ApkOptions = { schemes: ['v1'], minSdk: 21, targetSdk: 30 };
const stranger = makeAppleLikeChain();
const notForCode = makeCodeSigner({ codeSigning: false });
const endedChain = makeAppleLikeChain({
  notBefore: new Date(Date.now() - 900 * day),
  notAfter: new Date(Date.now() - 10 * day),
});

test('a tolerated refusal warns, and the build is read to its end', async (t) => {
  const builds: [code: string, bytes: Buffer, anchors?: string[]][] = [
    ['signature_scheme_outdated', buildApk(outdated)],
    ['signer_not_trusted', buildIpa({ chain: stranger })],
    ['signer_not_trusted', buildIpa({ chain: stranger, appExtension: true, framework: true })],
    ['profile_expired', buildIpa(expired)],
    ['profile_expired', buildIpa({ ...expired, chain: endedChain }), [endedChain.root.pem]],
    ['profile_app_store', buildIpa({ profileKind: 'app-store' })],
    ['signer_not_trusted', buildMacApp({ chain: stranger })],
    ['signer_not_trusted', buildMsix({ signature: { signer: notForCode } })],
  ];
  for (const [code, bytes, anchors] of builds) {
    const options = anchors === undefined ? {} : { anchors };
    t.is(await refusalCode(t, bytes, options), code);
    const artifact = await acceptedArtifact(t, bytes, { ...options, tolerate: [code] });
    t.true(
      artifact.warnings.some((warning) => warning.code === code),
      code,
    );
    t.not(artifact.signerCertificate, null);
    t.is(artifact.verification.refusal, undefined);
  }
});

test('who signed stays unproven where an unknown signer is tolerated', async (t) => {
  const tolerate = ['signer_not_trusted'];
  const bytes = buildIpa({ chain: stranger });
  const { verification } = await acceptedArtifact(t, bytes, { tolerate });
  t.is(verification.verdict, 'partial');
  t.true(verification.notChecked.includes('trust'));
  t.deepEqual(
    verification.schemes.map(({ scheme, verified }) => [scheme, verified]),
    [
      ['provisioning-profile', false],
      ['code-signature', true],
    ],
  );
});

test('tolerating one refusal lets no other pass', async (t) => {
  const both = buildIpa({ chain: stranger, profileKind: 'app-store' });
  t.is(await refusalCode(t, both, { tolerate: ['signer_not_trusted'] }), 'profile_app_store');
  t.is(await refusalCode(t, both, { tolerate: ['profile_app_store'] }), 'signer_not_trusted');
  t.is(await refusalCode(t, both, { tolerate: ['profile_app_store', 'signer_not_trusted'] }), null);
});

test('codes that the table does not let be tolerated are refused whoever asks', async (t) => {
  const unsigned = buildApk({ schemes: [] });
  t.is(await refusalCode(t, unsigned, { tolerate: ['signature_missing'] }), 'signature_missing');
});

const changed: Record<string, Buffer> = {
  'a changed file under an unknown signer': buildIpa({
    chain: stranger,
    resources: { 'data.bin': Buffer.alloc(5000, 1) },
    flipByteIn: 'data.bin',
  }),
  'a changed executable under an expired profile': buildIpa({
    ...expired,
    afterSigning: (files) => flipBit(files.get('Campus') ?? Buffer.alloc(0), 5000),
  }),
  'a changed file under an App Store profile': buildIpa({
    profileKind: 'app-store',
    flipByteIn: 'AppIcon60x60@2x.png',
  }),
  'a changed file under an unknown signer of a Mac app': buildMacApp({
    chain: stranger,
    change: (files) => files.get('Resources/AppIcon.icns')?.data.fill(0, 40),
  }),
  'a changed file in a package whose certificate is not for code': buildMsix({
    signature: { signer: notForCode },
    defects: { changed: { 'Campus%20App.exe': Buffer.alloc(10) } },
  }),
  'a changed entry under scheme v1 alone': buildApk({
    ...outdated,
    abis: ['arm64-v8a'],
    defects: { flipByteIn: 'lib/arm64-v8a/libcampus.so' },
  }),
};

for (const [what, bytes] of Object.entries(changed)) {
  test(`${what} is refused however tolerant`, async (t) => {
    t.is(await refusalCode(t, bytes, { tolerate: tolerableCodes }), 'signature_invalid');
  });
}

const groups = [...brokenSignatures, ...brokenTrust, ...brokenFiles, ...brokenNested];
for (const { title, options, code } of groups) {
  if (isTolerable(code)) continue;
  test(`${title} is refused as ${code} however tolerant`, async (t) => {
    const bytes = buildIpa(options() as IpaOptions);
    t.is(await refusalCode(t, bytes, { tolerate: tolerableCodes }), code);
  });
}
