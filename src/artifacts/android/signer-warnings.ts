import { createPublicKey } from 'node:crypto';
import { certificateParts, commonName } from '../certificate.js';
import { type Draft, warn } from '../draft.js';

const strongModulus = 2048;

/** Warns of the debug key every developer's machine makes, and of keys too short to trust. */
export function warnOfSigner(draft: Draft, certificate: Buffer): void {
  if (commonName(certificate) === 'Android Debug') {
    warn(
      draft,
      'debug_certificate',
      'The app is signed with a debug key, which differs from machine to machine.',
    );
  }
  const { publicKey } = certificateParts(certificate);
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
  const modulus = key.asymmetricKeyDetails?.modulusLength;
  if (modulus !== undefined && modulus < strongModulus) {
    warn(
      draft,
      'weak_signature',
      `The signing key has ${modulus} bits; ${strongModulus} are the least that is safe.`,
    );
  }
}
