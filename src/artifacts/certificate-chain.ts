import type { X509Certificate } from 'node:crypto';
import { appleRoots } from '../certificates/apple-roots.js';
import { certificateParts, sha256Hex } from './certificate.js';

/** Which kind of root a chain ends in; null where it ends in none that is trusted. */
export type ChainEnd = 'apple' | 'private' | null;

const maxLength = 6;

/**
 * Follows a certificate to a trusted root through the certificates of the bag. Every certificate on
 * the way must be valid at `at`, be a certificate authority and have signed the one before.
 */
export function chainEnd(
  leaf: X509Certificate,
  bag: readonly X509Certificate[],
  at: Date,
  anchors: readonly X509Certificate[],
): ChainEnd {
  const candidates = [...bag, ...anchors];
  let current: X509Certificate | undefined = leaf;
  for (let length = 0; current !== undefined && length < maxLength; length += 1) {
    if (!isValidAt(current, at)) return null;
    const end = rootKind(current, anchors);
    if (end !== null) return end;
    current = issuerOf(current, candidates);
  }
  return null;
}

/**
 * Whether those of the bag that bear the name and key identifier of a certificate's issuer (it may be
 * itself) all fail to have signed it: then it is not as it was issued. False where none is there.
 */
export function isDisowned(certificate: X509Certificate, bag: readonly X509Certificate[]): boolean {
  const issuers = [...bag, certificate].filter((each) => certificate.checkIssued(each));
  return issuers.length > 0 && !issuers.some(({ publicKey }) => certificate.verify(publicKey));
}

function isValidAt(certificate: X509Certificate, at: Date): boolean {
  return (
    Date.parse(certificate.validFrom) <= at.getTime() &&
    at.getTime() <= Date.parse(certificate.validTo)
  );
}

function rootKind(certificate: X509Certificate, anchors: readonly X509Certificate[]): ChainEnd {
  if (hasAppleKey(certificate)) return 'apple';
  return anchors.some((anchor) => anchor.raw.equals(certificate.raw)) ? 'private' : null;
}

/** By certificate, or by key: the 2005 certificate of Apple's root key bears another name. */
function hasAppleKey(certificate: X509Certificate): boolean {
  const fingerprint = sha256Hex(certificate.raw);
  const publicKey = sha256Hex(certificateParts(certificate.raw).publicKey);
  return appleRoots.some(
    (root) => root.certificate === fingerprint || root.publicKey === publicKey,
  );
}

function issuerOf(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
): X509Certificate | undefined {
  return candidates.find(
    (candidate) =>
      candidate.ca &&
      !candidate.raw.equals(certificate.raw) &&
      (hasAppleKey(candidate) || certificate.checkIssued(candidate)) &&
      certificate.verify(candidate.publicKey),
  );
}
