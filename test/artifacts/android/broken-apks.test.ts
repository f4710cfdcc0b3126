import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { brokenApks } from '../../helpers/artifacts/broken-apks.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { judgeFile, type SignatureVerdict } from '../../helpers/conformance/judge-file.js';
import { acceptedArtifact, inspectBytes } from '../../helpers/inspect-bytes.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

async function judged(
  t: ExecutionContext,
  apk: Buffer,
  minSdk: number | null = null,
): Promise<SignatureVerdict> {
  const path = join(await temporaryFolder(t), 'built.apk');
  await writeFile(path, apk);
  return judgeFile(path, minSdk);
}

for (const { what, options } of brokenApks()) {
  test(`does not verify at its minSdk: ${what}`, async (t) => {
    t.false((await judged(t, buildApk(options))).verified);
  });
}

const past = makeAndroidSigner({ commonName: 'Before', keyType: 'ec' });
const now = makeAndroidSigner({ commonName: 'Now', keyType: 'ec' });

test('v1 alone holds for every version, and is warned of', async (t) => {
  const apk = buildApk({ schemes: ['v1'], minSdk: 21, targetSdk: 29 });
  const { verification, warnings } = await acceptedArtifact(t, apk);
  t.like(verification, { verdict: 'verified', androidVersions: { from: 21 }, notChecked: [] });
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['weak_signature'],
  );
});

test('v1 with signed attributes holds from Android 4.4 on', async (t) => {
  const apk = buildApk({
    schemes: ['v1'],
    minSdk: 18,
    targetSdk: 29,
    v1: { signedAttributes: true },
  });
  const { verification, warnings } = await acceptedArtifact(t, apk);
  t.deepEqual(verification.androidVersions, { from: 19 });
  t.true(warnings.some(({ code }) => code === 'newer_android_only'));
});

test('SHA-1 in v1 is warned of where older versions rely on it', async (t) => {
  const apk = buildApk({ minSdk: 16, v1: { digest: 'sha1' } });
  const { verification, warnings } = await acceptedArtifact(t, apk);
  t.deepEqual(
    verification.schemes.map(({ scheme, verified }) => [scheme, verified]),
    [
      ['v1', true],
      ['v2', true],
      ['v3', true],
    ],
  );
  t.true(
    warnings.some(({ code, detail }) => code === 'weak_signature' && detail.includes('SHA-1')),
  );
});

test('a broken v1 signature is not made good by v2 where older versions are allowed', async (t) => {
  const options = brokenApks().find(({ what }) => what === 'v1: a changed signature')?.options;
  const apk = buildApk({ ...options, schemes: ['v1', 'v2'] });
  t.false((await inspectBytes(t, apk)).accepted);
});

for (const schemes of [
  ['v2', 'v3'],
  ['v2', 'v3', 'v3.1'],
] as const) {
  test(`a changed key is proven by ${schemes.at(-1)}, and its past is kept`, async (t) => {
    const apk = buildApk({ schemes, signer: now, pastSigners: [past] });
    const artifact = await acceptedArtifact(t, apk);
    t.is(artifact.signerCertificate?.sha256, now.sha256);
    t.deepEqual(artifact.signerLineage, [past.sha256, now.sha256]);
    t.deepEqual(
      artifact.verification.schemes.map(({ certificates }) => certificates[0]),
      schemes.map((scheme) => (scheme === schemes.at(-1) ? now.sha256 : past.sha256)),
    );
  });
}

test('a key that was never changed has no lineage', async (t) => {
  t.is((await acceptedArtifact(t, buildApk())).signerLineage, undefined);
});

test('v2 that v3 stands in for is named as not checked', async (t) => {
  const { verification } = await acceptedArtifact(t, buildApk({ minSdk: 28 }));
  t.deepEqual(verification.notChecked, ['v1', 'v2']);
});
