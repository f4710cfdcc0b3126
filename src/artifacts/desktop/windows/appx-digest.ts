import { createHash, hash as hashOf } from 'node:crypto';
import type { Archive } from '../../archive.js';
import type { FileBytes } from '../../file-bytes.js';
import { footprint } from './appx-names.js';

const maxPartSize = 32 * 1024 * 1024;
const tagSize = 4;
const pieceSize = 1024 * 1024;

/**
 * Whether the digests in the signature of an MSIX are the archive's own: `APPX`, then a tag and a
 * hash for each part. Of the block map, the content types, the code integrity catalogue, the bytes
 * of the entries and the directory as it was before the signature joined it.
 */
export async function matchesAppx(
  archive: Archive,
  file: FileBytes,
  hash: string,
  digests: Buffer,
): Promise<boolean> {
  const stored = readDigests(digests, hash);
  const expected = new Map<string, Buffer>();
  await addPart(expected, 'AXBM', archive, footprint.blockMap, hash);
  await addPart(expected, 'AXCT', archive, footprint.contentTypes, hash);
  await addPart(expected, 'AXCI', archive, footprint.codeIntegrity, hash);
  const parts = splitAtSignature(archive, file);
  if (stored === null || parts === null) return false;
  expected.set('AXPC', entriesDigest(file, parts.entriesEnd, hash));
  expected.set('AXCD', createHash(hash).update(parts.directory).update(parts.end).digest());
  if (stored.size !== expected.size) return false;
  return [...expected].every(([tag, digest]) => stored.get(tag)?.equals(digest));
}

function readDigests(bytes: Buffer, hash: string): Map<string, Buffer> | null {
  const step = tagSize + createHash(hash).digest().length;
  if (bytes.toString('latin1', 0, tagSize) !== 'APPX') return null;
  if ((bytes.length - tagSize) % step !== 0) return null;
  const found = new Map<string, Buffer>();
  for (let at = tagSize; at < bytes.length; at += step) {
    const tag = bytes.toString('latin1', at, at + tagSize);
    if (found.has(tag)) return null;
    found.set(tag, bytes.subarray(at + tagSize, at + step));
  }
  return found;
}

async function addPart(
  expected: Map<string, Buffer>,
  tag: string,
  archive: Archive,
  name: string,
  hash: string,
): Promise<void> {
  const entry = archive.entries.get(name);
  if (entry === undefined) return;
  const digest = hashOf(hash, await archive.read(entry, maxPartSize), 'buffer');
  expected.set(tag, digest);
}

function entriesDigest(file: FileBytes, end: number, hash: string): Buffer {
  const digest = createHash(hash);
  for (let at = 0; at < end; at += pieceSize) {
    digest.update(file.read(at, Math.min(pieceSize, end - at)));
  }
  return digest.digest();
}

/** The archive as it was before it was signed: its entries end where the signature begins. */
interface Unsigned {
  entriesEnd: number;
  directory: Buffer;
  /** The end records, which then told of one entry less. */
  end: Buffer;
}

/** Null where the signature is not the last entry, as every signer leaves it. */
function splitAtSignature(archive: Archive, file: FileBytes): Unsigned | null {
  const { directoryOffset, directorySize, entryCount } = archive.end;
  const last = [...archive.entries.values()].at(-1);
  if (last?.name !== footprint.signature) return null;
  for (const { headerOffset } of archive.entries.values()) {
    if (headerOffset > last.headerOffset) return null;
  }
  const directory = file.read(directoryOffset, directorySize);
  const recordAt = lastRecord(directory, entryCount);
  const end = file.read(
    directoryOffset + directorySize,
    file.size - directoryOffset - directorySize,
  );
  rewriteEnd(end, { count: entryCount - 1, size: recordAt, offset: last.headerOffset });
  return { entriesEnd: last.headerOffset, directory: directory.subarray(0, recordAt), end };
}

function lastRecord(directory: Buffer, count: number): number {
  let at = 0;
  for (let index = 1; index < count; index += 1) {
    const lengths = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return at;
}

/** Writes other numbers into the end records (APPNOTE 4.3.14 to 4.3.16); a field that refers to ZIP64 stays. */
function rewriteEnd(end: Buffer, to: { count: number; size: number; offset: number }): void {
  const record = end.lastIndexOf(Buffer.from('PK\x05\x06'));
  if (end.readUInt32LE(0) === 0x06064b50) {
    for (const at of [24, 32]) end.writeBigUInt64LE(BigInt(to.count), at);
    end.writeBigUInt64LE(BigInt(to.size), 40);
    end.writeBigUInt64LE(BigInt(to.offset), 48);
    end.writeBigUInt64LE(BigInt(to.offset + to.size), record - 12);
  }
  end.writeUInt32LE(0, record + 4);
  for (const at of [8, 10]) {
    if (end.readUInt16LE(record + at) !== 0xffff) end.writeUInt16LE(to.count, record + at);
  }
  if (end.readUInt32LE(record + 12) !== 0xffffffff) end.writeUInt32LE(to.size, record + 12);
  if (end.readUInt32LE(record + 16) !== 0xffffffff) end.writeUInt32LE(to.offset, record + 16);
}
