import test from 'ava';
import { type ApkOptions, buildApk } from '../../helpers/artifacts/apk.js';
import { signatureAlgorithm } from '../../helpers/artifacts/block-algorithms.js';
import { defaultAndroidSigner, makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../helpers/inspect-bytes.js';

test('v2 and v3 hold; v1 is named as not checked where no version allowed looks at it', async (t) => {
  const { verification, signerCertificate } = await acceptedArtifact(t, buildApk({ minSdk: 24 }));
  const certificates = [defaultAndroidSigner().sha256];
  t.deepEqual(verification, {
    verdict: 'verified',
    androidVersions: { from: 24 },
    schemes: [
      { scheme: 'v2', verified: true, certificates },
      { scheme: 'v3', verified: true, certificates },
    ],
    notChecked: ['v1'],
  });
  t.like(signerCertificate, {
    organisation: 'Harbin Institute of Technology',
    sha256: certificates[0],
  });
});

test('v3 alone holds from Android 9 on, and says so where the manifest allows older', async (t) => {
  const { verification, warnings } = await acceptedArtifact(
    t,
    buildApk({ schemes: ['v3'], minSdk: 21 }),
  );
  t.deepEqual(verification.androidVersions, { from: 28 });
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['newer_android_only'],
  );
});

const rsa = makeAndroidSigner();
const ec = makeAndroidSigner({ keyType: 'ec' });

for (const [name, algorithm] of Object.entries(signatureAlgorithm)) {
  test(`${name} is verified, and refused when the signature is wrong`, async (t) => {
    const signer = name.startsWith('ec') ? ec : rsa;
    const options: ApkOptions = { schemes: ['v2', 'v3'], signer, algorithm };
    t.is(await refusalCode(t, buildApk(options)), null);
    const wrong = buildApk({ ...options, defects: { wrongSignature: true } });
    t.is(await refusalCode(t, wrong), 'signature_invalid');
  });
}

const invalid: Record<string, ApkOptions> = {
  'an entry changed after signing': {
    abis: ['arm64-v8a'],
    defects: { flipByteIn: 'lib/arm64-v8a/libcampus.so' },
  },
  'a changed central directory': { defects: { flipByteInDirectory: true } },
  'a v3 block taken out': { defects: { strip: ['v3'] } },
  'a certificate of somebody else': { defects: { certificate: ec } },
  'a digest of other content': { defects: { wrongDigest: true } },
  'a signature that does not match': { defects: { wrongSignature: true } },
  'algorithms that differ inside and outside': { defects: { otherAlgorithmSigned: true } },
  'an algorithm nobody knows': { defects: { unknownAlgorithm: true } },
  'two ranges of Android versions': { defects: { otherSdkRange: true } },
  'a range that ends': { v3SdkRange: [28, 33] },
  'a range that begins late': { v3SdkRange: [30, 0x7fffffff] },
};

for (const [what, options] of Object.entries(invalid)) {
  test(`${what} is refused as signature_invalid`, async (t) => {
    const inspection = await inspectBytes(
      t,
      buildApk({ schemes: ['v2', 'v3'], icon: null, ...options }),
    );
    t.is(inspection.artifact.verification?.refusal?.code, 'signature_invalid');
    t.not(inspection.artifact.verification?.verdict, 'verified');
  });
}

test('an entry added after signing is refused', async (t) => {
  const afterSigning: ApkOptions['afterSigning'] = (entries) => [
    ...entries,
    { name: 'classes.dex', data: Buffer.from('dex\n035') },
  ];
  t.is(await refusalCode(t, buildApk({ afterSigning })), 'signature_invalid');
});

test('an unsigned APK is refused', async (t) => {
  t.is(await refusalCode(t, buildApk({ schemes: [] })), 'signature_missing');
});

test('two signers are possible in v2; v3 beside them does not follow', async (t) => {
  const otherSigners = [ec];
  const artifact = await acceptedArtifact(t, buildApk({ schemes: ['v2'], otherSigners }));
  t.is(artifact.verification.schemes[0]?.certificates.length, 2);
  t.is(
    await refusalCode(t, buildApk({ schemes: ['v2', 'v3'], otherSigners })),
    'signature_invalid',
  );
});

test('a debug key and a short key are warned of', async (t) => {
  const signer = makeAndroidSigner({ commonName: 'Android Debug', modulusLength: 1024 });
  const { warnings } = await acceptedArtifact(t, buildApk({ signer }));
  t.deepEqual(
    warnings.map(({ code }) => code),
    ['debug_certificate', 'weak_signature'],
  );
});

test('a truncated signing block is no signature', async (t) => {
  const apk = buildApk({ schemes: ['v2'] });
  const magic = apk.lastIndexOf('APK Sig Block 42');
  apk.writeBigUInt64LE(1n, magic - 8);
  t.is(await refusalCode(t, apk), 'signature_missing');
});
