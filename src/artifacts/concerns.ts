import type { Artifact } from './artifact.js';
import { isTolerable } from './policy.js';
import { compareVersionCodes } from './version-code.js';

/** What a person must weigh before a build is published over another. */
export type Concern =
  | 'older_version_code'
  | 'signer_changed'
  | 'team_changed'
  | 'publisher_changed'
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
  // The same signer, or one in its proven past.
  android: (next, last) => (followsSigner(next, last) ? [] : ['signer_changed']),
  // The same team; and another kind of profile runs on other devices, or asks for trust.
  ios: ({ provisioningProfile: next }, { provisioningProfile: last }) => [
    ...(next?.teamIdentifier === last?.teamIdentifier ? [] : ['team_changed' as const]),
    ...(next?.kind === last?.kind ? [] : ['profile_kind_changed' as const]),
  ],
  macos: desktopContinuity,
  windows: desktopContinuity,
};

/** Whether Android takes the signer of `next` for that of `last`, be it by its proof of rotation. */
export function followsSigner(next: Artifact, last: Artifact): boolean {
  const signer = last.signerCertificate?.sha256;
  if (next.signerCertificate?.sha256 === signer) return true;
  return signer !== undefined && (next.signerLineage?.includes(signer) ?? false);
}

/** The same publisher; and an installer of another kind does not know what the last one installed. */
function desktopContinuity(next: Artifact, last: Artifact): Concern[] {
  const [{ installer: one }, { installer: other }] = [next, last];
  const isSameInstaller = one?.kind === other?.kind && one?.maker === other?.maker;
  return [
    ...(isSamePublisher(next, last) ? [] : ['publisher_changed' as const]),
    ...(isSameInstaller ? [] : ['installer_changed' as const]),
  ];
}

/**
 * Whether one house signs both for a desktop: certificates are renewed every year or three under the
 * same name. An MSIX updates only under the very same subject, which is a part of its identity.
 */
export function isSamePublisher(next: Artifact, last: Artifact): boolean {
  const isMsix = next.installer?.kind === 'msix' && last.installer?.kind === 'msix';
  const nameOf = ({ signerCertificate: signer }: Artifact) =>
    isMsix ? signer?.subject : (signer?.organisation ?? signer?.subject);
  return nameOf(next) === nameOf(last);
}
