import { constants, sign } from 'node:crypto';
import type { Signer } from './signers.js';

/** Signature algorithm ids of the block schemes. */
export const signatureAlgorithm = {
  rsaPssSha256: 0x0101,
  rsaPssSha512: 0x0102,
  rsaPkcs1Sha256: 0x0103,
  rsaPkcs1Sha512: 0x0104,
  ecdsaSha256: 0x0201,
  ecdsaSha512: 0x0202,
} as const;

export type SignatureAlgorithm = (typeof signatureAlgorithm)[keyof typeof signatureAlgorithm];

/** Name of the content digest's hash that goes with an algorithm. */
export function hashOf(algorithm: SignatureAlgorithm): 'sha256' | 'sha512' {
  return algorithm % 2 === 0 ? 'sha512' : 'sha256';
}

export function algorithmFor(signer: Signer): SignatureAlgorithm {
  return signer.privateKey.asymmetricKeyType === 'rsa'
    ? signatureAlgorithm.rsaPkcs1Sha256
    : signatureAlgorithm.ecdsaSha256;
}

/** Signs as a block scheme's algorithm says. */
export function signBytes(algorithm: SignatureAlgorithm, bytes: Buffer, signer: Signer): Buffer {
  const hash = hashOf(algorithm);
  const isPss =
    algorithm === signatureAlgorithm.rsaPssSha256 || algorithm === signatureAlgorithm.rsaPssSha512;
  const padding = isPss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hash === 'sha512' ? 64 : 32 }
    : {};
  return sign(hash, bytes, { key: signer.privateKey, ...padding });
}
