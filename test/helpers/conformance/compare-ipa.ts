import type { Inspection } from '../../../src/artifacts/artifact.js';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import type { BundleTruth, IpaTruth, ProfileTruth } from '../corpus.js';
import { compareProfileFacts } from './compare-profile.js';
import { explanationOf } from './explained.js';
import type { Report } from './report.js';
import { tamperedCopies } from './tampered-ipas.js';

const day = 86_400_000;

/**
 * Compares one IPA with what plistutil and openssl read of it, as of a day after its profile's
 * creation. Where it verifies, copies of it are changed in several ways, and each must be refused.
 */
export async function compareIpa(
  report: Report,
  file: { name: string; path: string },
  truth: IpaTruth,
): Promise<void> {
  const bundle = mainBundle(truth);
  const now = judgedAt(bundle?.profile);
  const inspection = await inspectFile(file.path, { now, anchors: [] });
  const compare = (field: string, ours: unknown, theirs: unknown) => {
    const explanation = explanationOf({ field, ours, theirs, inspection });
    report.compare({ path: file.name, field, ours, theirs, explanation });
  };
  report.file(file.name);
  compare('ipa verdict', verdictOf(inspection), expectedVerdict(truth, bundle));
  if (bundle === null) return;
  compareReading(compare, inspection, bundle);
  const { provisioningProfile } = inspection.artifact;
  if (bundle.profile !== undefined && provisioningProfile)
    compareProfileFacts(report, file.name, provisioningProfile, bundle.profile);
  compareSigner(compare, inspection, bundle);
  if (!inspection.accepted) return;
  for (const { what, inspection: changed } of await tamperedCopies(file.path, now))
    compare(`ipa refused with ${what}`, verdictOf(changed), 'refused');
}

/** The app at the place where devices look for it. */
function mainBundle({ bundles = {} }: IpaTruth): BundleTruth | null {
  const found = Object.entries(bundles).filter(([path]) => /^Payload\/[^/]+\.app$/.test(path));
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

function judgedAt(profile: ProfileTruth | undefined): Date {
  const createdAt = Date.parse(profile?.CreationDate ?? '');
  return new Date(Number.isNaN(createdAt) ? Date.now() : createdAt + day);
}

function verdictOf(inspection: Inspection): string {
  return inspection.accepted ? 'verified' : 'refused';
}

/** An app for phones, signed by Apple's leave, and not for the App Store alone. */
function expectedVerdict(truth: IpaTruth, bundle: BundleTruth | null): string {
  const { profile, CFBundleSupportedPlatforms: platforms } = bundle ?? {};
  const isRight =
    truth.tampered !== true &&
    truth.verified !== false &&
    profile?.cmsSignatureOk === true &&
    profile.chainAtCreation === true &&
    profile.kind !== 'app-store' &&
    (platforms?.includes('iPhoneOS') ?? false);
  return isRight ? 'verified' : 'refused';
}

type Compare = (field: string, ours: unknown, theirs: unknown) => void;

function compareReading(compare: Compare, { artifact }: Inspection, info: BundleTruth): void {
  const name = info.CFBundleDisplayName || info.CFBundleName;
  compare('ipa identifier', artifact.bundleIdentifier, info.CFBundleIdentifier);
  compare('ipa version', artifact.version, info.CFBundleShortVersionString);
  compare('ipa build number', artifact.versionCode, info.CFBundleVersion);
  if (name) compare('ipa name', artifact.displayName, name);
  if (info.MinimumOSVersion)
    compare('ipa minimum iOS', artifact.minimumOsVersion, info.MinimumOSVersion);
}

/** The signer is one of those the profile allows; which one, the truth does not say. */
function compareSigner(compare: Compare, { artifact }: Inspection, { profile }: BundleTruth): void {
  const signer = artifact.signerCertificate?.sha256;
  const allowed = profile?.DeveloperCertificates?.map(({ sha256 }) => sha256) ?? [];
  if (signer !== undefined && allowed.length > 0)
    compare('ipa signer is in the profile', allowed.includes(signer), true);
}
