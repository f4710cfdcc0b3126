import { checkPrimeSync, createPrivateKey, type KeyObject } from 'node:crypto';
import {
  type Certificate,
  type CertificateRequest,
  issueCertificate,
  type NameParts,
} from '../artifacts/certificates.js';
import { sampleApp } from '../artifacts/sample-app.js';
import type { AppleLikeChain } from '../artifacts/signers.js';
import { type Random, seededRandom } from './random.js';

const primeBytes = 64;
const exponent = 65537n;

/** The moment as of which the seeds of a run are made and judged. */
export const fixedNow = new Date('2026-01-15T00:00:00Z');
const life = {
  notBefore: new Date('2024-01-01T00:00:00Z'),
  notAfter: new Date('2034-01-01T00:00:00Z'),
};

/** A certificate that is the same in every run, key and all. For tests alone: the key is no secret. */
export function fixedCertificate(
  number: number,
  subject: NameParts,
  options: Pick<CertificateRequest, 'issuer' | 'isAuthority' | 'codeSigning' | 'timestamping'> = {},
): Certificate {
  const random = seededRandom(number);
  const serial = Buffer.concat([Buffer.from([0x4a]), random.bytes(7)]);
  return issueCertificate({ ...life, ...options, subject, serial, privateKey: fixedKey(random) });
}

/** A chain like Apple's that is the same in every run. */
export function fixedChain(): AppleLikeChain {
  const { organisation, teamIdentifier } = sampleApp;
  const root = fixedCertificate(1, [['CN', 'Fixed Root']], { isAuthority: true });
  const intermediate = fixedCertificate(2, [['CN', 'Fixed Authority']], {
    issuer: root,
    isAuthority: true,
  });
  const leaf = [
    ['UID', teamIdentifier],
    ['CN', `iPhone Distribution: ${organisation}`],
    ['OU', teamIdentifier],
    ['O', organisation],
  ] as const;
  const profileSigner = fixedCertificate(3, [['CN', 'Fixed Profiles']], { issuer: intermediate });
  const distribution = fixedCertificate(4, leaf, { issuer: intermediate });
  return { root, intermediate, profileSigner, distribution, organisation, teamIdentifier };
}

/** RSA with 1024 bits, out of primes found by seeded chance. */
function fixedKey(random: Random): KeyObject {
  const [p, q] = [prime(random), prime(random)];
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const parts = {
    n: p * q,
    e: exponent,
    d,
    p,
    q,
    dp: d % (p - 1n),
    dq: d % (q - 1n),
    qi: inverse(q, p),
  };
  const encoded = Object.entries(parts).map(([name, value]) => [name, base64Url(value)]);
  return createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(encoded) }, format: 'jwk' });
}

function prime(random: Random): bigint {
  for (;;) {
    const bytes = random.bytes(primeBytes);
    bytes[0] = (bytes[0] ?? 0) | 0xc0;
    bytes[primeBytes - 1] = (bytes[primeBytes - 1] ?? 0) | 1;
    const candidate = BigInt(`0x${bytes.toString('hex')}`);
    if (candidate % exponent !== 1n && checkPrimeSync(candidate)) return candidate;
  }
}

/** The extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, nextRest, factor, nextFactor] = [modulus, value % modulus, 0n, 1n];
  while (nextRest !== 0n) {
    const quotient = rest / nextRest;
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64Url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
