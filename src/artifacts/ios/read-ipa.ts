import { X509Certificate } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { Judgement } from '../anchors.js';
import { readLabels } from '../apple/app-labels.js';
import { codeSigner } from '../apple/code-signature/code-signer.js';
import { judgeExecutable, readExecutable } from '../apple/executable.js';
import { type InfoPlist, readInfoPlist } from '../apple/info-plist.js';
import type { MachOSlice } from '../apple/mach-o.js';
import type { Archive } from '../archive.js';
import type { Artifact } from '../artifact.js';
import { sha256Hex, signerFacts } from '../certificate.js';
import { readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import { ipaPart, sizeByPart } from '../size-by-part.js';
import { entitlementFacts } from './entitlement-facts.js';
import { readAppIcon } from './icons/app-icon.js';
import type { ProfilePlist } from './profile-plist.js';
import { judgeProfile, warnOfExpiry } from './provisioning-profile.js';
import { type SignedApp, verifyApp } from './verify-app.js';

const maxInfoSize = 1024 * 1024;
const maxProfileSize = 4 * 1024 * 1024;

/** What cannot be known without asking Apple, or without its clock: these stay with the device. */
const notChecked = ['revocation', 'timestamp'];

/** Reads an IPA into the draft: Info.plist, labels, icon, provisioning profile; judges its code. */
export async function readIpa(draft: Draft, archive: Archive, judgement: Judgement): Promise<void> {
  draft.artifact.platform = 'ios';
  draft.artifact.verification = { verdict: 'not-checked', schemes: [], notChecked };
  const appFolder = onlyAppFolder(archive);
  const info = await readInfo(draft, archive, appFolder);
  draft.artifact.sizeByPart = sizeByPart(archive, ipaPart(appFolder, info.CFBundleExecutable));
  await readLook(draft, archive, appFolder, info);
  judgePlatform(draft, info);
  const profile = await readProfile(draft, archive, appFolder, judgement);
  if (profile !== null) readSigner(draft, profile, [], judgement.now);
  const slices = await readExecutable(archive, appFolder, info);
  judgeExecutable(draft, slices);
  draft.artifact.minimumOsVersion = minimumOs(info, slices);
  draft.artifact.entitlements = entitlementFacts(slices);
  if (profile === null) return;
  readSigner(draft, profile, slices, judgement.now);
  if (draft.refusal === null) {
    await judgeCode(draft, archive, { folder: appFolder, slices, profile }, judgement);
  }
}

/** Judges the code last, and not of an app that is refused already: it reads every byte. */
async function judgeCode(
  draft: Draft,
  archive: Archive,
  app: SignedApp,
  judgement: Judgement,
): Promise<void> {
  const verified = await verifyApp(draft, archive, app, judgement);
  const { schemes = [] } = draft.artifact.verification ?? {};
  const certificates = new Set(
    app.slices.flatMap(({ signature }) => {
      const signer = signature === null ? null : codeSigner(signature);
      return signer === null ? [] : [sha256Hex(signer)];
    }),
  );
  draft.artifact.verification = {
    verdict: verified ? 'verified' : 'not-checked',
    schemes: [...schemes, { scheme: 'code-signature', verified, certificates: [...certificates] }],
    notChecked,
  };
}

/** `Payload/<name>.app/`, of which an IPA has exactly one. */
function onlyAppFolder(archive: Archive): string {
  const folders = new Set<string>();
  for (const name of archive.entries.keys()) {
    const [payload, app, inside] = name.split('/');
    if (payload === 'Payload' && app?.endsWith('.app') && inside !== undefined) folders.add(app);
  }
  const [only, ...others] = folders;
  if (only !== undefined && others.length === 0) return `Payload/${only}/`;
  throw new AppError(
    'unreadable_artifact',
    `The Payload folder holds ${folders.size} apps, an IPA has exactly one; export the app again.`,
  );
}

async function readInfo(draft: Draft, archive: Archive, appFolder: string): Promise<InfoPlist> {
  const bytes = await readEntry(archive, `${appFolder}Info.plist`, maxInfoSize);
  if (bytes === null)
    throw new AppError('unreadable_artifact', 'The app has no Info.plist; export it again.');
  const info = readingPart('Info.plist', () => readInfoPlist(bytes));
  Object.assign(draft.artifact, {
    bundleIdentifier: info.CFBundleIdentifier,
    version: info.CFBundleShortVersionString ?? '',
    versionCode: info.CFBundleVersion,
    minimumOsVersion: info.MinimumOSVersion ?? null,
    permissions: [],
    abis: [],
    minSdk: null,
    targetSdk: null,
    provisioningProfile: null,
    signerCertificate: null,
    ...deviceFamilies(info),
  } satisfies Partial<Artifact>);
  return info;
}

/** 1 is the iPhone and 2 the iPad; 3 and above are no phones and no tablets. */
function deviceFamilies({ UIDeviceFamily = [] }: InfoPlist): Pick<Artifact, 'deviceFamilies'> {
  const named = UIDeviceFamily.flatMap((code) =>
    code === '1' ? ['iphone' as const] : code === '2' ? ['ipad' as const] : [],
  );
  return named.length === 0 ? {} : { deviceFamilies: [...new Set(named)] };
}

async function readEntry(archive: Archive, name: string, limit: number): Promise<Buffer | null> {
  const entry = archive.entries.get(name);
  return entry === undefined ? null : archive.read(entry, limit);
}

async function readLook(
  draft: Draft,
  archive: Archive,
  appFolder: string,
  info: InfoPlist,
): Promise<void> {
  const labels = await readLabels(archive, appFolder, info);
  draft.artifact.labels = labels;
  draft.artifact.displayName = labels[''] || Object.values(labels)[0] || info.CFBundleIdentifier;
  const icon = await readAppIcon(archive, appFolder, info);
  draft.icon = icon?.bytes ?? null;
  draft.artifact.icon = icon?.facts ?? null;
  if (icon === null) warn(draft, 'no_icon', 'The app has no icon that can be shown.');
}

function judgePlatform(draft: Draft, info: InfoPlist): void {
  const platforms = info.CFBundleSupportedPlatforms ?? [];
  if (platforms.length === 0 || platforms.includes('iPhoneOS')) return;
  refuse(
    draft,
    'wrong_platform',
    `The app is built for ${platforms.join(', ')}; archive it for iPhone and iPad and export a signed IPA.`,
  );
}

async function readProfile(
  draft: Draft,
  archive: Archive,
  appFolder: string,
  judgement: Judgement,
): Promise<ProfilePlist | null> {
  const bytes = await readEntry(archive, `${appFolder}embedded.mobileprovision`, maxProfileSize);
  if (bytes !== null) return judgeProfile(draft, bytes, judgement);
  refuse(
    draft,
    'profile_missing',
    'The app has no provisioning profile, so no device runs it; export it as Ad Hoc or Enterprise.',
  );
  return null;
}

/** The certificate that signed the code, if the profile names it; else the profile's first. */
function readSigner(
  draft: Draft,
  profile: ProfilePlist,
  slices: readonly MachOSlice[],
  now: Date,
): void {
  const allowed = profile.DeveloperCertificates.map((bytes) => Buffer.from(bytes));
  const used = slices.map(({ signature }) => (signature === null ? null : codeSigner(signature)));
  const signer =
    allowed.find((certificate) => used.some((der) => der?.equals(certificate))) ?? allowed[0];
  if (signer === undefined) return;
  readingPart('The signing certificate', () => {
    draft.artifact.signerCertificate = signerFacts(signer);
    draft.artifact.signerExpiresAt = new Date(new X509Certificate(signer).validTo).toISOString();
  });
  warnOfExpiry(draft, signer, now);
}

function minimumOs(info: InfoPlist, slices: readonly MachOSlice[]): string | null {
  const versions = slices.flatMap((slice) => slice.minimumOs ?? []).sort(compareVersions);
  const candidates = [info.MinimumOSVersion ?? [], versions[0] ?? []].flat();
  return candidates.sort(compareVersions).at(-1) ?? null;
}

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
