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

const weakHashes = ['md5', 'sha1'];

/** Warns of an APK that only JAR signing protects, and of the weak hashes JAR signing may rely on. */
export function warnOfHashes(draft: Draft, hashes: ReadonlySet<string>, isJarOnly: boolean): void {
  const weak = weakHashes.filter((hash) => hashes.has(hash));
  if (isJarOnly) {
    const detail =
      'The app is signed by scheme v1 alone, which leaves parts of the file unprotected; sign it with v2 too.';
    warn(draft, 'weak_signature', detail);
  } else if (weak.length > 0) {
    const names = weak.map((hash) => (hash === 'md5' ? 'MD5' : 'SHA-1')).join(' and ');
    const detail = `Android 6 and earlier check the app by ${names}, which is not safe any more.`;
    warn(draft, 'weak_signature', detail);
  }
}
