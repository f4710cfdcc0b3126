import type { Archive } from '../archive.js';
import type { SchemeVerification } from '../artifact.js';
import { sha256Hex, signerFacts } from '../certificate.js';
import { readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import type { FileBytes } from '../file-bytes.js';
import { androidVersion, apiLevel } from './api-levels.js';
import { firstSdk, type JudgedScheme, judgeSchemes, newestSigner } from './judge-schemes.js';
import { warnOfSigner } from './signer-warnings.js';
import { blockId, findSigningBlock, type SigningBlock } from './signing-block.js';

/**
 * Verifies the APK Signature Schemes v2 and v3 with their content digests
 * (https://source.android.com/docs/security/features/apksigning) and writes verdict, signer and
 * warnings into the draft. Schemes v1 and v3.1 are named as not checked.
 */
export function verifyApk(draft: Draft, archive: Archive, file: FileBytes): void {
  const block = readingPart('The APK Signing Block', () => findSigningBlock(file, archive.end));
  const notChecked = notCheckedOf(archive, block);
  const judged = block === null ? [] : judgeSchemes(file, archive.end, block);
  const schemes = judged.map(published);
  draft.artifact.verification = { verdict: 'not-checked', schemes, notChecked };
  if (judged.length === 0) {
    refuseUnsigned(draft, notChecked);
    return;
  }
  const fault = judged.find(({ fault: found }) => found !== null);
  if (fault !== undefined) {
    refuse(
      draft,
      'signature_invalid',
      `The ${fault.scheme} signature of the APK does not hold: ${fault.fault}; sign it again.`,
    );
    return;
  }
  acceptSigner(draft, judged);
  const from = coveredFrom(draft, judged);
  const verdict = notChecked.includes('v3.1') ? 'partial' : 'verified';
  draft.artifact.verification = { verdict, androidVersions: { from }, schemes, notChecked };
}

function notCheckedOf(archive: Archive, block: SigningBlock | null): string[] {
  const names = [...archive.entries.keys()];
  const hasV1 =
    names.some((name) => /^META-INF\/[^/]+\.SF$/i.test(name)) &&
    names.some((name) => /^META-INF\/[^/]+\.(RSA|DSA|EC)$/i.test(name));
  return [...(block?.blocks.has(blockId.v31) ? ['v3.1'] : []), ...(hasV1 ? ['v1'] : [])];
}

function published({ scheme, signers, fault }: JudgedScheme): SchemeVerification {
  const certificates = signers.map(({ certificate }) => sha256Hex(certificate));
  return { scheme, verified: fault === null, certificates };
}

function refuseUnsigned(draft: Draft, notChecked: readonly string[]): void {
  if (notChecked.length === 0) {
    refuse(
      draft,
      'signature_missing',
      'The APK is not signed; sign it with apksigner and upload it again.',
    );
  } else {
    refuse(
      draft,
      'signature_scheme_unsupported',
      `The APK is signed by ${notChecked.join(' and ')} alone; sign it with v2 or v3 too, as apksigner does.`,
    );
  }
}

function acceptSigner(draft: Draft, judged: readonly JudgedScheme[]): void {
  const newest = judged.find(({ scheme }) => scheme === 'v3') ?? judged[0];
  const signer = newest?.scheme === 'v3' ? newestSigner(newest.signers) : newest?.signers[0];
  if (signer === undefined) return;
  draft.artifact.signerCertificate = signerFacts(signer.certificate);
  warnOfSigner(draft, signer.certificate);
}

/** The first API level for which the verdict holds; warns where the manifest allows an older one. */
function coveredFrom(draft: Draft, judged: readonly JudgedScheme[]): number {
  const checkedFrom = Math.min(...judged.map(({ scheme }) => firstSdk[scheme]));
  const allowedFrom = apiLevel(draft.artifact.minSdk ?? '1') ?? 1;
  if (allowedFrom >= checkedFrom) return allowedFrom;
  const version = androidVersion(String(checkedFrom));
  warn(
    draft,
    'newer_android_only',
    `The signature is verified for Android ${version} and later, the app allows older versions.`,
  );
  return checkedFrom;
}
