import { z } from 'zod';
import { AppError } from '../../../errors.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuse, warn } from '../../draft.js';
import type { FileBytes } from '../../file-bytes.js';
import { noPhoneFacts } from '../phone-facts.js';
import { judgeAuthenticode } from './authenticode.js';
import { type CompoundEntry, type CompoundFile, openCompoundFile } from './compound-file.js';
import { msiDigest, signatureStream } from './msi-digest.js';
import { readMsiIcon } from './msi-icon.js';
import { msiParts } from './msi-parts.js';
import { readMsiProperties } from './msi-properties.js';
import { msiArchitecture } from './msi-summary.js';

const maxSignatureSize = 1024 * 1024;
const maxHiddenSize = 1024 * 1024;
const part = 'The installer database';

const schema = z.object({
  ProductName: z.string().min(1).max(500),
  ProductVersion: z.string().regex(/^\d{1,5}(\.\d{1,5}){0,3}$/),
  UpgradeCode: z.string().regex(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/i),
  ARPPRODUCTICON: z.string().max(200).optional(),
});

/**
 * Reads a Windows Installer database into the draft: its properties, icon and signature. Its
 * identity is the UpgradeCode, which stays when ProductCode changes with each version.
 */
export async function readMsi(draft: Draft, file: FileBytes, now: Date): Promise<void> {
  draft.artifact.platform = 'windows';
  draft.artifact.installer = { kind: 'msi', maker: null };
  draft.artifact.signerCertificate = null;
  const database = readingPart(part, () => openBounded(file));
  draft.artifact.sizeByPart = readingPart(part, () => msiParts(database, file.size));
  await judgeSignature(draft, database, now);
  warnOfHiddenBytes(draft, database, file);
  readProduct(draft, database);
  if (draft.refusal === null && draft.artifact.verification !== undefined) {
    draft.artifact.verification = { ...draft.artifact.verification, verdict: 'partial' };
  }
}

/** Streams that share their sectors would be read over and over. */
function openBounded(file: FileBytes): CompoundFile {
  const database = openCompoundFile(file);
  const sizeOf = ({ isStream, size, children }: CompoundEntry): number =>
    children.reduce((sum, child) => sum + sizeOf(child), isStream ? size : 0);
  if (sizeOf(database.root) > file.size) throw new RangeError('streams overlap');
  return database;
}

async function judgeSignature(draft: Draft, database: CompoundFile, now: Date): Promise<void> {
  const entry = database.root.children.find(({ name }) => name === signatureStream.message);
  if (entry === undefined) {
    refuse(
      draft,
      'signature_missing',
      'The installer is not signed, so Windows warns everyone who starts it; sign it with Authenticode (signtool) and upload it again.',
    );
    return;
  }
  const message = readingPart('The signature', () => database.read(entry, maxSignatureSize));
  const matches = (hash: string, digest: Buffer) =>
    readingPart(part, () => msiDigest(database, hash)?.equals(digest) === true);
  await judgeAuthenticode(draft, message, matches, now);
}

/** Only streams are signed: what is appended to the file is not, and has been used to hide programs. */
function warnOfHiddenBytes(draft: Draft, database: CompoundFile, file: FileBytes): void {
  const size = file.size - database.usedSize;
  if (size <= 0) return;
  const bytes = file.read(database.usedSize, Math.min(size, maxHiddenSize));
  if (size <= maxHiddenSize && bytes.every((byte) => byte === 0)) return;
  warn(
    draft,
    'unsigned_bytes',
    'Bytes stand behind the installer database that its signature does not cover; build and sign it again.',
  );
}

function readProduct(draft: Draft, database: CompoundFile): void {
  const properties = readingPart(part, () => readMsiProperties(database));
  const parsed = schema.safeParse(Object.fromEntries(properties));
  if (!parsed.success) {
    throw new AppError(
      'unreadable_artifact',
      'The installer does not say which product and version it is; set ProductName, ProductVersion and UpgradeCode when you build it.',
      { cause: parsed.error },
    );
  }
  const { ProductName, ProductVersion, UpgradeCode, ARPPRODUCTICON } = parsed.data;
  const architecture = readingPart(part, () => msiArchitecture(database));
  const icon = readMsiIcon(database, ARPPRODUCTICON);
  if (icon === null) warn(draft, 'no_icon', 'The installer has no icon that can be shown.');
  draft.icon = icon?.bytes ?? null;
  Object.assign(draft.artifact, noPhoneFacts, {
    bundleIdentifier: UpgradeCode.slice(1, -1).toUpperCase(),
    version: ProductVersion,
    versionCode: ProductVersion,
    displayName: ProductName,
    labels: { '': ProductName },
    abis: architecture === null ? [] : [architecture],
    icon: icon?.facts ?? null,
  });
}
