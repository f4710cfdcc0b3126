import { createHash, type Hash } from 'node:crypto';
import type { CompoundEntry, CompoundFile } from './compound-file.js';

/** Streams that hold the signature and therefore are not signed. */
export const signatureStream = {
  message: '\u0005DigitalSignature',
  metadata: '\u0005MsiDigitalSignatureEx',
} as const;

const maxMetadataSize = 64;

/**
 * The digest that the signature of a Windows Installer database is over: the content of all streams
 * in the order of their names, each storage's class behind its streams. Where a second stream says
 * so, the hash of names, sizes and times comes first. Null where that one does not hold.
 */
export function msiDigest(file: CompoundFile, hash: string): Buffer | null {
  const digest = createHash(hash);
  const stored = file.root.children.find(({ name }) => name === signatureStream.metadata);
  if (stored !== undefined) {
    const metadata = createHash(hash);
    hashMetadata(metadata, file.root, true);
    const expected = metadata.digest();
    if (!file.read(stored, maxMetadataSize).equals(expected)) return null;
    digest.update(expected);
  }
  hashContent(digest, file, file.root);
  return digest.digest();
}

function hashContent(digest: Hash, file: CompoundFile, storage: CompoundEntry): void {
  for (const entry of inOrder(storage, file.root)) {
    if (!entry.isStream) hashContent(digest, file, entry);
    else for (const piece of file.pieces(entry)) digest.update(piece);
  }
  digest.update(classOf(storage));
}

/** Name, class or size, state, and the two times; the root has neither name nor times. */
function hashMetadata(digest: Hash, entry: CompoundEntry, isRoot: boolean): void {
  if (!isRoot) digest.update(nameBytes(entry).subarray(0, -2));
  digest.update(entry.isStream ? entry.raw.subarray(120, 124) : classOf(entry));
  digest.update(entry.raw.subarray(96, isRoot ? 100 : 116));
  for (const child of inOrder(entry, isRoot ? entry : null)) hashMetadata(digest, child, false);
}

function inOrder(storage: CompoundEntry, root: CompoundEntry | null): CompoundEntry[] {
  const isSignature = ({ name }: CompoundEntry) =>
    storage === root && (name === signatureStream.message || name === signatureStream.metadata);
  return storage.children
    .filter((entry) => !isSignature(entry))
    .sort((one, other) => Buffer.compare(nameBytes(one), nameBytes(other)));
}

function nameBytes({ raw }: CompoundEntry): Buffer {
  return raw.subarray(0, raw.readUInt16LE(64));
}

function classOf({ raw }: CompoundEntry): Buffer {
  return raw.subarray(80, 96);
}
