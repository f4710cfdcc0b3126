import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** How the content of an APK is hashed for a signature. */
export type DigestKind = 'sha256' | 'sha512' | 'verity';

export interface SignatureAlgorithm {
  digest: DigestKind;
  hash: 'sha256' | 'sha512';
  key: 'rsa' | 'rsa-pss' | 'ec' | 'dsa';
  /** The first API level that knows it. */
  minSdk: number;
}

/** Algorithm ids of schemes v2 and v3; whatever is not here, Android skips. */
const algorithms: ReadonlyMap<number, SignatureAlgorithm> = new Map([
  [0x0101, { digest: 'sha256', hash: 'sha256', key: 'rsa-pss', minSdk: 24 }],
  [0x0102, { digest: 'sha512', hash: 'sha512', key: 'rsa-pss', minSdk: 24 }],
  [0x0103, { digest: 'sha256', hash: 'sha256', key: 'rsa', minSdk: 24 }],
  [0x0104, { digest: 'sha512', hash: 'sha512', key: 'rsa', minSdk: 24 }],
  [0x0201, { digest: 'sha256', hash: 'sha256', key: 'ec', minSdk: 24 }],
  [0x0202, { digest: 'sha512', hash: 'sha512', key: 'ec', minSdk: 24 }],
  [0x0301, { digest: 'sha256', hash: 'sha256', key: 'dsa', minSdk: 24 }],
  [0x0421, { digest: 'verity', hash: 'sha256', key: 'rsa', minSdk: 28 }],
  [0x0423, { digest: 'verity', hash: 'sha256', key: 'ec', minSdk: 28 }],
  [0x0425, { digest: 'verity', hash: 'sha256', key: 'dsa', minSdk: 28 }],
]);

/** The algorithm of an id, or null. */
export function signatureAlgorithm(id: number): SignatureAlgorithm | null {
  return algorithms.get(id) ?? null;
}

const strength: Record<DigestKind, number> = { sha256: 1, verity: 2, sha512: 3 };

/**
 * The signatures a device checks: the strongest one that each Android version knows, as apksig
 * chooses them. Empty where a device of `minSdk` knows none.
 */
export function signaturesToCheck<T extends { algorithm: SignatureAlgorithm }>(
  signatures: readonly T[],
  minSdk: number,
): T[] {
  const best = new Map<number, T>();
  for (const signature of signatures) {
    const known = best.get(signature.algorithm.minSdk);
    const isBetter =
      known && strength[signature.algorithm.digest] > strength[known.algorithm.digest];
    if (known === undefined || isBetter) best.set(signature.algorithm.minSdk, signature);
  }
  return Math.min(...best.keys()) <= minSdk ? [...best.values()] : [];
}

/** Whether `signature` over `data` was made by the key of this SubjectPublicKeyInfo. */
export function isSignedBy(
  publicKey: Buffer,
  algorithm: SignatureAlgorithm,
  data: Buffer,
  signature: Buffer,
): boolean {
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
  const expected = algorithm.key === 'rsa-pss' ? 'rsa' : algorithm.key;
  if (key.asymmetricKeyType !== expected) return false;
  return verify(algorithm.hash, data, keyInput(key, algorithm), signature);
}

function keyInput(key: KeyObject, { key: type, hash }: SignatureAlgorithm) {
  if (type !== 'rsa-pss') return { key, dsaEncoding: 'der' as const };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hash === 'sha256' ? 32 : 64 };
}
