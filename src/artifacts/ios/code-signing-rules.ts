import { X509Certificate } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Judgement } from '../anchors.js';
import type { SliceSignature } from '../apple/code-signature/code-signature.js';
import { notGranted } from '../apple/code-signature/entitlements.js';
import type { PlistDictionary } from '../apple/property-list.js';
import { commonName, organisationalUnit } from '../certificate.js';
import { chainEnd } from '../certificate-chain.js';
import { type Draft, insist } from '../draft.js';
import type { ProfilePlist } from './profile-plist.js';

/** Whom and what a provisioning profile lets sign. */
export interface SigningRules {
  profile: ProfilePlist;
  judgement: Judgement;
  /** Knows which refusals are tolerated and takes the warnings they become. */
  draft: Draft;
}

/**
 * Judges who signed: a certificate of the profile, whose chain ends in a trusted root and which is
 * valid today, and one team in certificate, code directory and profile. Today, and not the day of
 * signing, because a device does not open an app once the certificate has expired (Apple Platform
 * Deployment, "Distribute proprietary in-house apps"). Throws the refusal; `subject` names the code,
 * without an article.
 */
export function judgeSigner(signature: SliceSignature, rules: SigningRules, subject: string): void {
  const { certificate, directories } = signature;
  const { profile } = rules;
  if (!profile.DeveloperCertificates.some((allowed) => certificate.equals(allowed))) {
    insist(
      rules.draft,
      'signer_not_trusted',
      `The ${subject} is signed by a certificate that is not in the provisioning profile; sign the app with one that is.`,
    );
  }
  judgeChain(signature, rules, subject);
  const team = directories[0]?.team ?? null;
  const isOneTeam = team !== null && profile.TeamIdentifier.includes(team);
  if (!isOneTeam || organisationalUnit(certificate) !== team) {
    throw disagreement(`The ${subject} is signed for another team than that of the profile`);
  }
}

function judgeChain(
  { certificate, bag }: SliceSignature,
  { draft, profile, judgement: { now, anchors } }: SigningRules,
  subject: string,
): void {
  const [leaf] = parsed(certificate);
  const end = leaf === undefined ? Number.NaN : Date.parse(leaf.validTo);
  const hasExpired = end <= now.getTime();
  if (hasExpired) {
    const day = new Date(end).toISOString().slice(0, 10);
    insist(
      draft,
      'profile_expired',
      `The certificate that signed the ${subject} expired on ${day}; sign the app again with a current one.`,
    );
  }
  // A chain that has expired and is tolerated held when the profile was made.
  const asOf = hasExpired ? profile.CreationDate : now;
  if (leaf !== undefined && chainEnd(leaf, bag.flatMap(parsed), asOf, anchors) !== null) return;
  insist(
    draft,
    'signer_not_trusted',
    `The certificate that signed the ${subject} does not come from Apple, so no device accepts it.`,
  );
}

/**
 * Whether Apple itself signed, as it does the stub of a watch app (`_WatchKitStub/WK`), which every
 * app carries as it came. Such code has no profile, and its certificates may have expired since.
 */
export function isAppleSoftware({ certificate, bag }: SliceSignature): boolean {
  const [leaf] = parsed(certificate);
  if (leaf === undefined || commonName(certificate) !== 'Software Signing') return false;
  return chainEnd(leaf, bag.flatMap(parsed), new Date(leaf.validFrom), []) === 'apple';
}

function parsed(der: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(der)];
  } catch {
    return [];
  }
}

/**
 * Judges what a process may do: its application identifier belongs to its bundle, and the profile
 * grants every entitlement, in each form the signature holds them. Throws `profile_invalid`.
 */
export function judgeProcess(
  { directories, entitlements }: SliceSignature,
  { profile }: SigningRules,
  identifier: string,
  subject: string,
): void {
  const granted: PlistDictionary = profile.Entitlements ?? {};
  if (directories[0]?.identifier !== identifier) {
    throw disagreement(`The ${subject} is signed under another identifier than ${identifier}`);
  }
  if (entitlements.length === 0)
    throw disagreement(`The ${subject} is signed without entitlements`);
  for (const wanted of entitlements) {
    if (!isIdentifierOf(wanted['application-identifier'], identifier)) {
      throw disagreement(`The ${subject} is signed for another app than ${identifier}`);
    }
    const name = notGranted(wanted, granted);
    if (name === null) continue;
    throw disagreement(
      name === 'application-identifier'
        ? `The provisioning profile is for another app than ${identifier}`
        : `The provisioning profile does not grant the ${subject} the entitlement ${JSON.stringify(name.slice(0, 120))}`,
    );
  }
}

/** An application identifier is the bundle's behind a prefix and a dot. */
function isIdentifierOf(value: unknown, identifier: string): boolean {
  if (typeof value !== 'string') return false;
  return value.slice(value.indexOf('.') + 1) === identifier && value.includes('.');
}

function disagreement(what: string): AppError {
  return new AppError(
    'profile_invalid',
    `${what}; sign the app again with the profile that was made for it.`,
  );
}
