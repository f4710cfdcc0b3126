import type { Artifact, LineageCapability } from './artifact.js';
import { isTolerable } from './policy.js';
import { compareVersionCodes } from './version-code.js';

/** What a person must weigh before a build is published over another. */
export type Concern =
  | 'older_version_code'
  | 'signer_changed'
  | 'team_changed'
  | 'publisher_changed'
  | 'signer_unproven'
  | 'installer_changed'
  | 'profile_kind_changed'
  | 'accepted_by_exception'
  | 'expires_soon';

const expiresSoonMs = 30 * 24 * 60 * 60 * 1000;

/** The concerns of publishing `next` to those who hold `last` (null where nobody does yet). */
export function concernsOfPublishing(next: Artifact, last: Artifact | null, now: Date): Concern[] {
  const concerns: Concern[] = last === null ? [] : concernsOfUpdate(next, last);
  if (isExcepted(next)) concerns.push('accepted_by_exception');
  const profile = next.provisioningProfile;
  if (profile !== null && Date.parse(profile.expiresAt) - now.getTime() < expiresSoonMs) {
    concerns.push('expires_soon');
  }
  return concerns;
}

/** Whether an exception let the build in: devices as they are may refuse it. */
export function isExcepted({ warnings }: Artifact): boolean {
  return warnings.some(({ code }) => isTolerable(code));
}

/** What the update from `last` to `next` would mean to devices that hold `last`. */
export function concernsOfUpdate(next: Artifact, last: Artifact): Concern[] {
  const isOlder = compareVersionCodes(next.platform, next.versionCode, last.versionCode) < 0;
  return [
    ...(isOlder ? ['older_version_code' as const] : []),
    ...continuity[next.platform](next, last),
  ];
}

type Continuity = (next: Artifact, last: Artifact) => Concern[];

/** Whom each platform lets update what is installed. */
const continuity: Record<Artifact['platform'], Continuity> = {
  // The same signer, or one that the proof of rotation still grants it.
  android: (next, last) => (followsSigner(next, last) ? [] : ['signer_changed']),
  // The same team; and another kind of profile runs on other devices, or asks for trust.
  ios: (next, last) => [
    ...houseConcerns(next, last, 'team_changed'),
    ...(next.provisioningProfile?.kind === last.provisioningProfile?.kind
      ? []
      : ['profile_kind_changed' as const]),
  ],
  macos: desktopContinuity,
  windows: desktopContinuity,
};

/**
 * Whether Android takes the signer of `next` for that of `last`, as `PackageManagerServiceUtils
 * .verifySignatures` does: the very same certificates; or one signer in the proven past of the next
 * that may still hold installed data, or, where the last had rotated, one of its past that it lets
 * roll back.
 */
export function followsSigner(next: Artifact, last: Artifact): boolean {
  const [signers, past] = [signersOf(next), signersOf(last)];
  if (signers.length === past.length && signers.every((each) => past.includes(each))) return true;
  if (signers.length !== 1 || past.length !== 1) return false;
  return grants(next, past[0], 'installed-data') || grants(last, signers[0], 'rollback');
}

/** Schemes v1 and v2 may have several; the others have one for each version of Android. */
function signersOf({ signerCertificate, verification: { schemes } }: Artifact): readonly string[] {
  const newest = schemes.at(-1);
  const hasSet = newest?.scheme === 'v1' || newest?.scheme === 'v2';
  const signers = hasSet ? newest.certificates : [];
  return signers.length > 1
    ? signers
    : signerCertificate === null
      ? []
      : [signerCertificate.sha256];
}

function grants(
  { signerLineage = [], lineageCapabilities }: Artifact,
  signer: string | undefined,
  capability: LineageCapability,
): boolean {
  const at = signer === undefined ? -1 : signerLineage.indexOf(signer);
  if (at < 0) return false;
  // builds read before capabilities were: what apksigner grants unless told otherwise
  return lineageCapabilities?.[at]?.includes(capability) ?? capability !== 'rollback';
}

/** The same publisher; and an installer of another kind does not know what the last one installed. */
function desktopContinuity(next: Artifact, last: Artifact): Concern[] {
  const [{ installer: one }, { installer: other }] = [next, last];
  const isSameInstaller = one?.kind === other?.kind && one?.maker === other?.maker;
  return [
    ...houseConcerns(next, last, 'publisher_changed'),
    ...(isSameInstaller ? [] : ['installer_changed' as const]),
  ];
}

function houseConcerns(
  next: Artifact,
  last: Artifact,
  changed: 'team_changed' | 'publisher_changed',
): Concern[] {
  const relation = houseOf(next, last);
  if (relation === 'changed') return [changed];
  return relation === 'unproven' ? ['signer_unproven'] : [];
}

/** Whether one house signs both builds; `unproven` where another certificate says so by itself. */
export type HouseRelation = 'same' | 'unproven' | 'changed';

/**
 * Whether one team (iOS) or publisher (desktops) signs both: certificates are renewed every year or
 * three under the same name, and so are their keys. The name counts where an authority gave it. A
 * certificate that vouches for itself, or that an exception let in, can bear anybody's name, and a
 * device trusts it by its bytes alone: then only the very same one counts, not even one over the same
 * key.
 */
export function houseOf(next: Artifact, last: Artifact): HouseRelation {
  if (nameOfHouse(next, last) !== nameOfHouse(last, next)) return 'changed';
  const isSame = next.signerCertificate?.sha256 === last.signerCertificate?.sha256;
  return isSame || [next, last].every(isVouchedFor) ? 'same' : 'unproven';
}

/** An MSIX updates only under the very same subject, which is a part of its identity. */
function nameOfHouse(build: Artifact, other: Artifact): string | null | undefined {
  if (build.platform === 'ios') return build.provisioningProfile?.teamIdentifier;
  const { signerCertificate: signer } = build;
  const isMsix = build.installer?.kind === 'msix' && other.installer?.kind === 'msix';
  return isMsix ? signer?.subject : (signer?.organisation ?? signer?.subject);
}

function isVouchedFor({ warnings }: Artifact): boolean {
  return !warnings.some(({ code }) => code === 'self_signed' || code === 'signer_not_trusted');
}
