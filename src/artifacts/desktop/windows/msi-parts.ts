import { type BuildPart, type SizeByPart, sizeOfParts } from '../../size-by-part.js';
import type { CompoundEntry, CompoundFile } from './compound-file.js';
import { signatureStream } from './msi-digest.js';
import { msiStreamName } from './msi-names.js';

const cabinetMagic = 'MSCF';
const signatureNames: readonly string[] = Object.values(signatureStream);

/**
 * Bytes of a Windows Installer database of `fileSize` by what they are for: cabinets, tables and the
 * binaries of its steps, icons, and the signature. Throws a `RangeError` on damage.
 */
export function msiParts(database: CompoundFile, fileSize: number): SizeByPart {
  const streams = database.root.children.filter(({ isStream }) => isStream);
  return sizeOfParts(
    fileSize,
    streams.map((entry) => [partOf(database, entry), entry.size]),
  );
}

function partOf(database: CompoundFile, entry: CompoundEntry): BuildPart {
  if (signatureNames.includes(entry.name)) return 'signature';
  const name = msiStreamName(entry.name);
  if (name.startsWith('Icon.')) return 'resources';
  const isOwn = name.startsWith('!') || name.startsWith('\u0005') || name.startsWith('Binary.');
  if (isOwn) return 'installer';
  return isCabinet(database, entry) ? 'payload' : 'other';
}

function isCabinet(database: CompoundFile, entry: CompoundEntry): boolean {
  const { value } = database.pieces(entry).next();
  return (
    Buffer.isBuffer(value) && value.toString('latin1', 0, cabinetMagic.length) === cabinetMagic
  );
}
