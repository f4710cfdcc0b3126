import type { Archive } from '../archive.js';
import type { SchemeVerification } from '../artifact.js';
import { sha256Hex, signerFacts } from '../certificate.js';
import { readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import type { FileBytes } from '../file-bytes.js';
import { androidVersion, apiLevel } from './api-levels.js';
import { hasJarSignature } from './jar/judge-jar.js';
import {
  type ApkJudgement,
  type ApkScheme,
  hasBlock,
  type JudgedScheme,
  judgeApk,
  type SignedApk,
  signedApk,
} from './judge-apk.js';
import { firstSdk } from './judge-blocks.js';
import { lineageCapabilities } from './lineage-capabilities.js';
import type { AndroidManifest } from './manifest.js';
import { warnOfHashes, warnOfSigner } from './signer-warnings.js';
import { findSigningBlock } from './signing-block.js';

type ManifestFacts = Pick<AndroidManifest, 'minSdk' | 'targetSdk' | 'targetSandbox'>;

/**
 * Verifies an APK's signatures (https://source.android.com/docs/security/features/apksigning) for
 * all Android versions its manifest allows, or where it holds only for newer ones, for those, and
 * writes verdict, signer, lineage and warnings into the draft. A scheme that no such version looks
 * at is named as not checked.
 */
export async function verifyApk(
  draft: Draft,
  archive: Archive,
  file: FileBytes,
  manifest: ManifestFacts,
): Promise<void> {
  const apk = openSignedApk(archive, file, manifest);
  const allowedFrom = lowestLevel(manifest);
  const { judgement, from } = await judgeFromOldest(apk, allowedFrom);
  const schemes = judgement.schemes.filter(isPresent).map(published);
  const notChecked = notCheckedOf(apk, judgement);
  draft.artifact.verification = { verdict: 'not-checked', schemes, notChecked };
  if (judgement.fault !== null) {
    const isTolerated = refuseFault(draft, apk, judgement.fault);
    if (!isTolerated) return;
  }
  draft.artifact.verification = {
    verdict: 'verified',
    androidVersions: { from },
    schemes,
    notChecked,
  };
  acceptSigner(draft, judgement);
  if (from > allowedFrom) warnOfOldVersions(draft, from);
}

/** An APK with its signing block and what its manifest says of signatures. Throws `unreadable_artifact`. */
export function openSignedApk(
  archive: Archive,
  file: FileBytes,
  manifest: ManifestFacts,
): SignedApk {
  const block = readingPart('The APK Signing Block', () => {
    if (archive.end.isZip64) throw new RangeError('Android reads no ZIP64');
    return findSigningBlock(file, archive.end);
  });
  return signedApk(archive, file, block, {
    targetSdk: apiLevel(manifest.targetSdk ?? manifest.minSdk ?? '1') ?? 1,
    targetSandbox: manifest.targetSandbox,
  });
}

/** The API level of `minSdkVersion`, as Android reads it: 1 where the manifest names none. */
export function lowestLevel({ minSdk }: Pick<ManifestFacts, 'minSdk'>): number {
  return apiLevel(minSdk ?? '1') ?? 1;
}

/** API levels at which Android learnt to check something. */
const learning = [9, 18, 19, 21, 22, firstSdk.v2, firstSdk.v3];

/**
 * The judgement for the oldest Android version allowed for which the signatures hold. A version that
 * finds a broken signature ends the search: newer ones must not look away.
 */
async function judgeFromOldest(
  apk: SignedApk,
  allowedFrom: number,
): Promise<{ judgement: ApkJudgement; from: number }> {
  const first = await judgeApk(apk, allowedFrom);
  let judgement = first;
  for (const level of [allowedFrom, ...learning.filter((each) => each > allowedFrom)]) {
    if (level !== allowedFrom) judgement = await judgeApk(apk, level);
    const isWhole = judgement.fault === null || judgement.fault.fault.reason === 'outdated';
    if (isWhole) return { judgement, from: Math.max(level, servedFrom(judgement)) };
    if (judgement.fault?.fault.reason === 'broken') break;
  }
  return { judgement: judgement.fault?.fault.reason === 'broken' ? judgement : first, from: 0 };
}

/** The first level that checks any of the schemes judged. */
function servedFrom({ schemes }: ApkJudgement): number {
  return Math.min(...schemes.map(({ scheme }) => (scheme === 'v1' ? 0 : firstSdk[scheme])));
}

function isPresent({ fault }: JudgedScheme): boolean {
  return fault?.reason !== 'absent';
}

function published({ scheme, certificates, fault }: JudgedScheme): SchemeVerification {
  return { scheme, verified: fault === null, certificates: certificates.map(sha256Hex) };
}

function notCheckedOf(apk: SignedApk, { schemes }: ApkJudgement): string[] {
  const isJudged = (name: ApkScheme) => schemes.some(({ scheme }) => scheme === name);
  return [
    ...(hasJarSignature(apk.archive) && !isJudged('v1') ? ['v1'] : []),
    ...(hasBlock(apk, 'v2') && !isJudged('v2') ? ['v2'] : []),
  ];
}

function refuseFault(
  draft: Draft,
  apk: SignedApk,
  { scheme, fault }: NonNullable<ApkJudgement['fault']>,
): boolean {
  const hasAnyBlock = (['v2', 'v3', 'v3.1'] as const).some((each) => hasBlock(apk, each));
  if (scheme === 'v1' && fault.reason === 'absent' && !hasAnyBlock) {
    const detail = 'The APK is not signed; sign it with apksigner and upload it again.';
    return refuse(draft, 'signature_missing', detail);
  }
  const which = scheme === null ? 'The signature' : `The ${scheme} signature`;
  const detail = `${which} of the APK does not hold: ${fault.message}; sign it again.`;
  const isOutdated = fault.reason === 'outdated';
  return refuse(draft, isOutdated ? 'signature_scheme_outdated' : 'signature_invalid', detail);
}

function acceptSigner(draft: Draft, { signer, lineage, schemes, jarHashes }: ApkJudgement): void {
  if (signer === null) return;
  draft.artifact.signerCertificate = signerFacts(signer);
  if (lineage !== null) {
    draft.artifact.signerLineage = lineage.map(({ certificate }) => sha256Hex(certificate));
    draft.artifact.lineageCapabilities = lineage.map(({ flags }) => lineageCapabilities(flags));
  }
  warnOfSigner(draft, signer);
  warnOfHashes(
    draft,
    jarHashes,
    schemes.every(({ scheme }) => scheme === 'v1'),
  );
}

function warnOfOldVersions(draft: Draft, from: number): void {
  warn(
    draft,
    'newer_android_only',
    `The signature is verified for Android ${androidVersion(String(from))} and later, the app allows older versions.`,
  );
}
