import { hash } from 'node:crypto';
import { signatureSlot } from './super-blob.js';

/** How a code directory hashes; `size` is shorter than the hash where it is truncated. */
export interface CodeHash {
  name: 'sha1' | 'sha256' | 'sha384';
  size: number;
}

/** One code directory of a signature (`cs_blobs.h`, `CS_CodeDirectory`), not yet believed. */
export interface CodeDirectory {
  raw: Buffer;
  hash: CodeHash;
  flags: number;
  identifier: string;
  /** Null in signatures of before 2014. */
  team: string | null;
  /** How many bytes of the slice are hashed in pages. */
  codeLimit: number;
  /** In bytes; `codeLimit` where one hash is over everything. */
  pageSize: number;
  /** The stored hashes of all pages, one behind the other. */
  pageHashes: Buffer;
  /** Stored hashes by slot number (1 for slot −1 …); slots of zeros are left out. */
  specialHashes: ReadonlyMap<number, Buffer>;
}

/** `CS_ADHOC`: no certificate stands behind the signature. */
export const adHocFlag = 0x2;

const magic = 0xfade0c02;
const hashes: ReadonlyMap<number, CodeHash> = new Map([
  [1, { name: 'sha1', size: 20 }],
  [2, { name: 'sha256', size: 32 }],
  [3, { name: 'sha256', size: 20 }],
  [4, { name: 'sha384', size: 48 }],
]);
const version = { scatter: 0x20100, team: 0x20200, longLimit: 0x20300 } as const;
const headerSizes = [
  [0x20400, 88],
  [0x20300, 64],
  [0x20200, 52],
  [0x20100, 48],
] as const;
const maxSpecialSlots = 32;
const maxAlternates = 5;
/** Pages of 4 KiB to 64 KiB: what kernels take; a single hash over everything (0) is not among it. */
const pageBits = { whole: 0, min: 12, max: 16 };

/**
 * The code directories of a signature, that of slot 0 first. Throws a `RangeError` on damage and
 * on hashes, page sizes and layouts that no known device takes; one hash over everything counts
 * among these but for files that no kernel runs, as disk images.
 */
export function codeDirectories(
  blobs: ReadonlyMap<number, Buffer>,
  { mayHashWhole = false }: { mayHashWhole?: boolean } = {},
): CodeDirectory[] {
  const primary = blobs.get(signatureSlot.codeDirectory);
  if (primary === undefined) throw new RangeError('no code directory');
  const alternates = [...blobs].filter(([slot]) => isAlternate(slot)).map(([, blob]) => blob);
  const directories = [primary, ...alternates].map((raw) => readCodeDirectory(raw, mayHashWhole));
  const kinds = new Set(directories.map(({ hash: kind }) => kind));
  if (kinds.size !== directories.length) throw new RangeError('two directories of one kind');
  return directories;
}

function isAlternate(slot: number): boolean {
  const first = signatureSlot.alternateDirectories;
  return slot >= first && slot < first + maxAlternates;
}

/** What names a code directory elsewhere: the first 20 bytes of its own hash, in hex. */
export function directoryName(directory: CodeDirectory): string {
  return hash(directory.hash.name, directory.raw).slice(0, 40);
}

function readCodeDirectory(raw: Buffer, mayHashWhole: boolean): CodeDirectory {
  const revision = raw.readUInt32BE(8);
  const codeHash = hashes.get(raw.readUInt8(37));
  if (raw.readUInt32BE(0) !== magic || codeHash === undefined) throw new RangeError('directory');
  if (raw.length < headerSize(revision) || raw.readUInt8(36) !== codeHash.size) {
    throw new RangeError('the code directory is too short');
  }
  if (revision >= version.scatter && raw.readUInt32BE(44) !== 0) throw new RangeError('scatter');
  const teamOffset = revision >= version.team ? raw.readUInt32BE(48) : 0;
  return {
    raw,
    hash: codeHash,
    flags: raw.readUInt32BE(12),
    identifier: textAt(raw, raw.readUInt32BE(20)),
    team: teamOffset === 0 ? null : textAt(raw, teamOffset),
    ...pagesOf(raw, revision, codeHash.size, mayHashWhole),
    specialHashes: specialHashes(raw, codeHash.size),
  };
}

function headerSize(revision: number): number {
  return headerSizes.find(([from]) => revision >= from)?.[1] ?? 44;
}

function textAt(raw: Buffer, offset: number): string {
  const end = raw.indexOf(0, offset);
  if (offset < 44 || end < 0) throw new RangeError('a text does not fit');
  return raw.toString('utf8', offset, end);
}

function pagesOf(raw: Buffer, revision: number, hashSize: number, mayHashWhole: boolean) {
  const bits = raw.readUInt8(39);
  const isWhole = mayHashWhole && bits === pageBits.whole;
  if (!isWhole && (bits < pageBits.min || bits > pageBits.max)) throw new RangeError('page size');
  const longLimit = revision >= version.longLimit ? Number(raw.readBigUInt64BE(56)) : 0;
  const codeLimit = longLimit || raw.readUInt32BE(32);
  const pageSize = isWhole ? Math.max(1, codeLimit) : 1 << bits;
  const count = raw.readUInt32BE(28);
  if (count !== Math.ceil(codeLimit / pageSize)) throw new RangeError('number of pages');
  return { codeLimit, pageSize, pageHashes: part(raw, raw.readUInt32BE(16), count * hashSize) };
}

function specialHashes(raw: Buffer, size: number): Map<number, Buffer> {
  const count = raw.readUInt32BE(24);
  const hashOffset = raw.readUInt32BE(16);
  if (count > maxSpecialSlots) throw new RangeError('too many special slots');
  const stored = new Map<number, Buffer>();
  for (let slot = 1; slot <= count; slot += 1) {
    const value = part(raw, hashOffset - slot * size, size);
    if (value.some((byte) => byte !== 0)) stored.set(slot, value);
  }
  return stored;
}

function part(raw: Buffer, offset: number, length: number): Buffer {
  if (offset < 44 || offset + length > raw.length) throw new RangeError('hashes do not fit');
  return raw.subarray(offset, offset + length);
}
