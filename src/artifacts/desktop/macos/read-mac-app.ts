import type { Judgement } from '../../anchors.js';
import { type AppFiles, fileAt, indexAppFiles } from '../../apple/app-files.js';
import { readLabels } from '../../apple/app-labels.js';
import { signatureMessage } from '../../apple/code-signature/code-signer.js';
import { readSuperBlob } from '../../apple/code-signature/super-blob.js';
import type { MachOSlice } from '../../apple/mach-o.js';
import type { InstallerKind, SchemeVerification } from '../../artifact.js';
import { organisationalUnit, sha256Hex } from '../../certificate.js';
import { readSignedMessage } from '../../cms.js';
import { damaged, readingPart } from '../../damage.js';
import { type Draft, refuse, refuseWith, warn } from '../../draft.js';
import type { PackedFiles } from '../../packed-files.js';
import { noPhoneFacts } from '../phone-facts.js';
import { readTimestamp, type Timestamp } from '../timestamp.js';
import { judgeDeveloperId, judgeNotarisation } from './developer-id.js';
import { largestIcon } from './icns.js';
import { type MacInfoPlist, readMacInfoPlist } from './mac-info-plist.js';
import { isTicket } from './notarisation.js';
import { asMacRefusal, invalid } from './signature-refusals.js';
import { type VerifiedBundle, verifyBundle } from './verify-bundle.js';

const maxInfoSize = 1024 * 1024;
const maxIconSize = 8 * 1024 * 1024;
const maxTicketSize = 1024 * 1024;
const platforms: readonly (number | null)[] = [null, 1, 6];
const contents = 'Contents/';

/** Apple's ticket is in a format of its own; macOS asks for revoked certificates online. */
const notChecked = ['notarisation-ticket', 'revocation'];

/** What holds the app, and what was found out about it as a whole. */
export interface AppContainer {
  /** Of the app, with a `/` at the end. */
  folder: string;
  /** Signatures over the container, which hold. */
  schemes: readonly SchemeVerification[];
  /** Beside what is not checked of any app. */
  notChecked: readonly string[];
  /** Whether a notarisation ticket is stapled to the container. */
  hasTicket: boolean;
}

/** Enters what is known of every app for macOS before a byte of it is read. */
export function beginMacApp(draft: Draft, kind: InstallerKind): void {
  draft.artifact.platform = 'macos';
  draft.artifact.installer = { kind, maker: null };
  draft.artifact.signerCertificate = null;
  draft.artifact.verification = { verdict: 'not-checked', schemes: [], notChecked };
}

/** Reads an app for macOS into the draft: Info.plist, names, icon, signature, ticket. */
export async function readMacApp(
  draft: Draft,
  archive: PackedFiles,
  container: AppContainer,
  judgement: Judgement,
): Promise<void> {
  const { folder, schemes } = container;
  const unchecked = [...container.notChecked, ...notChecked];
  draft.artifact.signerCertificate = null;
  draft.artifact.verification = { verdict: 'not-checked', schemes, notChecked: unchecked };
  const files = indexAppFiles(archive, folder);
  const entry = fileAt(files, `${contents}Info.plist`);
  if (entry === undefined) throw damaged('The Info.plist of the app');
  const infoPlist = await archive.read(entry, maxInfoSize);
  const info = readingPart('Info.plist', () => readMacInfoPlist(infoPlist));
  await readLook(draft, archive, folder, info);
  judgePlatform(draft, info);
  const executable = `${contents}MacOS/${info.CFBundleExecutable}`;
  const layout = { base: contents, executable, infoPlist };
  try {
    judgeSignature(draft, await verifyBundle(archive, files, layout), judgement);
  } catch (error) {
    refuseWith(draft, asMacRefusal(error));
  }
  judgeNotarisation(draft, container.hasTicket || (await hasTicket(archive, files)));
  if (draft.refusal !== null) return;
  draft.artifact.verification = { ...draft.artifact.verification, verdict: 'partial' };
}

async function readLook(
  draft: Draft,
  archive: PackedFiles,
  folder: string,
  info: MacInfoPlist,
): Promise<void> {
  const resources = `${folder}${contents}Resources/`;
  const labels = await readLabels(archive, resources, info);
  const name = (info.CFBundleIconFile ?? 'AppIcon').replace(/\.icns$/, '');
  const entry = archive.entries.get(`${resources}${name}.icns`);
  const isSmall = entry !== undefined && entry.size <= maxIconSize;
  const icon = isSmall ? largestIcon(await archive.read(entry, maxIconSize)) : null;
  if (icon === null) warn(draft, 'no_icon', 'The app has no icon that can be shown.');
  draft.icon = icon?.bytes ?? null;
  Object.assign(draft.artifact, noPhoneFacts, {
    bundleIdentifier: info.CFBundleIdentifier,
    version: info.CFBundleShortVersionString ?? '',
    versionCode: info.CFBundleVersion,
    minimumOsVersion: info.LSMinimumSystemVersion ?? null,
    labels,
    displayName: labels[''] || Object.values(labels)[0] || info.CFBundleIdentifier,
    icon: icon?.facts ?? null,
  });
}

function judgePlatform(
  draft: Draft,
  { CFBundleSupportedPlatforms: named = [] }: MacInfoPlist,
): void {
  if (named.length === 0 || named.includes('MacOSX')) return;
  refuse(
    draft,
    'wrong_platform',
    `The app is built for ${named.join(', ').slice(0, 100)} and packed as an app for macOS; build it for the Mac.`,
  );
}

function judgeSignature(
  draft: Draft,
  { slices, signatures }: VerifiedBundle,
  judgement: Judgement,
): void {
  const [signature] = signatures;
  if (signature === undefined) throw invalid('The app has no code');
  if (slices.some(({ platform }) => !platforms.includes(platform))) {
    refuse(draft, 'wrong_platform', 'The executable is not built for macOS; build it for the Mac.');
  }
  const { certificate, bag, directories } = signature;
  if (signatures.some((other) => !other.certificate.equals(certificate))) {
    throw invalid('The parts of the executable are signed by different certificates');
  }
  if (directories[0]?.team !== organisationalUnit(certificate)) {
    throw invalid('The code is signed for another team than that of its certificate');
  }
  const timestamp = slices[0] === undefined ? null : timestampOf(slices[0]);
  if (timestamp?.isValid === false) throw invalid('The timestamp of the signature does not hold');
  const { schemes = [], notChecked: unchecked = [] } = draft.artifact.verification ?? {};
  const certificates = [sha256Hex(certificate)];
  draft.artifact.verification = {
    verdict: 'not-checked',
    schemes: [...schemes, { scheme: 'code-signature', verified: true, certificates }],
    notChecked: unchecked,
    ...(timestamp === null ? {} : { timestamp: timestamp.time.toISOString() }),
  };
  const chain = [certificate, ...bag.filter((der) => !der.equals(certificate))];
  judgeDeveloperId(draft, chain, { kind: 'Developer ID Application', timestamp }, judgement);
}

function timestampOf({ signature }: MachOSlice): Timestamp | null {
  const message = signature === null ? null : signatureMessage(readSuperBlob(signature));
  return message === null
    ? null
    : readingPart('The timestamp of the signature', () =>
        readTimestamp(readSignedMessage(message)),
      );
}

async function hasTicket(archive: PackedFiles, files: AppFiles): Promise<boolean> {
  const entry = fileAt(files, `${contents}CodeResources`);
  if (entry === undefined || entry.size > maxTicketSize) return false;
  return isTicket(await archive.read(entry, maxTicketSize));
}
