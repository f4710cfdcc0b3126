import type { Artifact } from '../artifacts/artifact.js';
import { compareVersionCodes } from './version-code.js';

/** What a person must weigh before a build is published over another. */
export type Concern = 'older_version_code' | 'signer_changed' | 'team_changed' | 'expires_soon';

const expiresSoonMs = 30 * 24 * 60 * 60 * 1000;

/** The concerns of publishing `next` to those who hold `last` (null where nobody does yet). */
export function concernsOfPublishing(next: Artifact, last: Artifact | null, now: Date): Concern[] {
  const concerns: Concern[] = [];
  if (last !== null) concerns.push(...concernsOfUpdate(next, last));
  const profile = next.provisioningProfile;
  if (profile !== null && Date.parse(profile.expiresAt) - now.getTime() < expiresSoonMs) {
    concerns.push('expires_soon');
  }
  return concerns;
}

function concernsOfUpdate(next: Artifact, last: Artifact): Concern[] {
  const concerns: Concern[] = [];
  if (compareVersionCodes(next.platform, next.versionCode, last.versionCode) < 0) {
    concerns.push('older_version_code');
  }
  // Android updates only over the same signer or one in its proven past; iOS only within the same team.
  if (next.platform === 'android' && !followsSigner(next, last)) concerns.push('signer_changed');
  const team = next.provisioningProfile?.teamIdentifier;
  if (next.platform === 'ios' && team !== last.provisioningProfile?.teamIdentifier) {
    concerns.push('team_changed');
  }
  return concerns;
}

function followsSigner(next: Artifact, last: Artifact): boolean {
  const signer = last.signerCertificate?.sha256;
  if (next.signerCertificate?.sha256 === signer) return true;
  return signer !== undefined && (next.signerLineage?.includes(signer) ?? false);
}
