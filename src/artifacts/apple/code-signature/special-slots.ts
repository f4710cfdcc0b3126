import { hash } from 'node:crypto';
import type { CodeDirectory, CodeHash } from './code-directory.js';
import { signatureSlot } from './super-blob.js';

/** The digests of a file that a code directory may hold, by the name of the hash. */
export type FileDigests = Readonly<Record<CodeHash['name'], Buffer>>;

/** What a code directory seals beside the code, as it really is. */
export interface SealedParts {
  /** Of Info.plist, or of the property list in the code; null where there is none. */
  infoPlist: FileDigests | null;
  /** Of `_CodeSignature/CodeResources`; null where there is none. */
  codeResources: FileDigests | null;
  /** Whether both must be there and sealed, as in every bundle. */
  isBundle: boolean;
}

/** Hashes a file in every way a code directory may. */
export function fileDigests(bytes: Buffer): FileDigests {
  return {
    sha1: hash('sha1', bytes, 'buffer'),
    sha256: hash('sha256', bytes, 'buffer'),
    sha384: hash('sha384', bytes, 'buffer'),
  };
}

/**
 * The name of the first part that is not what this code directory sealed, or null: Info.plist,
 * CodeResources and every blob of the signature, each of which has to be there and sealed.
 */
export function wrongPart(
  directory: CodeDirectory,
  blobs: ReadonlyMap<number, Buffer>,
  parts: SealedParts,
): string | null {
  const { name, size } = directory.hash;
  const slots = new Set([
    ...directory.specialHashes.keys(),
    ...(parts.isBundle ? [signatureSlot.infoPlist, signatureSlot.codeResources] : []),
    ...[...blobs.keys()].filter((slot) => slot > 0 && slot < signatureSlot.alternateDirectories),
  ]);
  for (const slot of slots) {
    const sealed = directory.specialHashes.get(slot);
    const found = digestsOf(slot, blobs, parts)?.[name].subarray(0, size);
    if (sealed === undefined || found === undefined || !found.equals(sealed)) return partName(slot);
  }
  return null;
}

function digestsOf(
  slot: number,
  blobs: ReadonlyMap<number, Buffer>,
  parts: SealedParts,
): FileDigests | null {
  if (slot === signatureSlot.infoPlist) return parts.infoPlist;
  if (slot === signatureSlot.codeResources) return parts.codeResources;
  const blob = blobs.get(slot);
  return blob === undefined ? null : fileDigests(blob);
}

const partNames: ReadonlyMap<number, string> = new Map([
  [signatureSlot.infoPlist, 'Info.plist'],
  [2, 'The requirements in the signature'],
  [signatureSlot.codeResources, 'The list of sealed files (CodeResources)'],
  [signatureSlot.entitlements, 'The entitlements in the signature'],
  [signatureSlot.entitlementsDer, 'The entitlements in the signature'],
]);

function partName(slot: number): string {
  return partNames.get(slot) ?? 'A part of the signature';
}
