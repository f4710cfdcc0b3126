import { readFileSync } from 'node:fs';
import type { ProvisioningProfile } from '../../../src/artifacts/artifact.js';
import { newDraft, refuseWith } from '../../../src/artifacts/draft.js';
import { judgeProfile } from '../../../src/artifacts/ios/provisioning-profile.js';
import type { ProfileTruth } from '../corpus.js';
import type { Report } from './report.js';

/** Compares one profile that stands alone with what openssl and plistutil read of it. */
export function compareProfile(
  report: Report,
  file: { name: string; path: string },
  truth: ProfileTruth,
): void {
  const draft = newDraft();
  const now = new Date(Date.parse(truth.CreationDate ?? '') || 0);
  try {
    judgeProfile(draft, readFileSync(file.path), { now, anchors: [] });
  } catch (error) {
    refuseWith(draft, error);
  }
  report.file(file.name);
  const isSigned = !['profile_invalid', 'signer_not_trusted'].includes(draft.refusal?.code ?? '');
  report.compare({
    path: file.name,
    field: 'profile signature and chain',
    ours: isSigned,
    theirs: truth.cmsSignatureOk && truth.chainAtCreation === true,
  });
  const facts = draft.artifact.provisioningProfile;
  if (facts && truth.UUID !== undefined) compareProfileFacts(report, file.name, facts, truth);
}

/** Compares the facts of a profile; names are compared and never printed. */
export function compareProfileFacts(
  report: Report,
  path: string,
  ours: ProvisioningProfile,
  theirs: ProfileTruth,
): void {
  const compare = (field: string, our: unknown, their: unknown, isPrivate = false) =>
    report.compare({ path, field: `profile ${field}`, ours: our, theirs: their, isPrivate });
  compare('kind', ours.kind, theirs.kind);
  compare('UUID', ours.uuid, theirs.UUID);
  compare('name', ours.name, theirs.Name, true);
  compare('team name', ours.teamName, theirs.TeamName, true);
  compare('team', ours.teamIdentifier, theirs.TeamIdentifier?.[0]);
  compare('created at', Date.parse(ours.createdAt), Date.parse(theirs.CreationDate ?? ''));
  compare('expires at', Date.parse(ours.expiresAt), Date.parse(theirs.ExpirationDate ?? ''));
  compare('number of devices', ours.deviceCount, theirs.ProvisionedDevices ?? 0);
}
