import { countOf } from '../disk-bytes.js';
import { maxEntries } from '../volume-file.js';
import type { TreeEntry } from './b-tree.js';

/** What the file-system tree of a volume holds, by the numbers of its inodes. */
export interface ApfsRecords {
  names: ApfsName[];
  inodes: Map<bigint, ApfsInode>;
  /** By the number of a content, which copies of a file share. */
  extents: Map<bigint, ApfsExtent[]>;
  links: Map<bigint, Buffer>;
}

export interface ApfsName {
  name: string;
  parent: bigint;
  inode: bigint;
}

export interface ApfsInode {
  content: bigint;
  mode: number;
  isCompressed: boolean;
  size: number;
}

/** `block` is 0 where nothing was written. */
export interface ApfsExtent {
  position: number;
  size: number;
  block: bigint;
}

const recordType = { inode: 3, attribute: 4, extent: 8, name: 9 } as const;
const idMask = (1n << 60n) - 1n;
const extentSizeMask = (1n << 56n) - 1n;
const nameLengthMask = 0x3ff;
/** `UF_COMPRESSED` of `sys/stat.h`. */
const compressedFlag = 0x20;
const inodeSize = 92;
const sizeField = 8;
const linkAttribute = 'com.apple.fs.symlink';
const embeddedFlag = 2;

/**
 * Takes the records of a file-system tree (Apple File System Reference, "File-System Objects").
 * `hasHashes` tells whether names stand behind their hash. Throws a `RangeError` on damage.
 */
export function readRecords(entries: Iterable<TreeEntry>, hasHashes: boolean): ApfsRecords {
  const records: ApfsRecords = {
    names: [],
    inodes: new Map(),
    extents: new Map(),
    links: new Map(),
  };
  let left = 4 * maxEntries;
  for (const entry of entries) {
    left -= 1;
    if (left < 0 || records.names.length > maxEntries) throw new RangeError('too many files');
    takeRecord(records, entry, hasHashes);
  }
  return records;
}

function takeRecord(records: ApfsRecords, { key, value }: TreeEntry, hasHashes: boolean): void {
  const head = key.readBigUInt64LE(0);
  const id = head & idMask;
  switch (Number(head >> 60n)) {
    case recordType.inode:
      records.inodes.set(id, readInode(value));
      break;
    case recordType.name: {
      const length = hasHashes ? key.readUInt32LE(8) & nameLengthMask : key.readUInt16LE(8);
      const name = textAt(key, hasHashes ? 12 : 10, length);
      records.names.push({ name, parent: id, inode: value.readBigUInt64LE(0) });
      break;
    }
    case recordType.extent: {
      const position = countOf(key.readBigUInt64LE(8));
      const size = countOf(value.readBigUInt64LE(0) & extentSizeMask);
      const extents = records.extents.get(id) ?? [];
      extents.push({ position, size, block: value.readBigUInt64LE(8) });
      records.extents.set(id, extents);
      break;
    }
    case recordType.attribute:
      takeAttribute(records, id, key, value);
      break;
  }
}

/** With the NUL at its end. */
function textAt(bytes: Buffer, at: number, length: number): string {
  if (length < 1 || at + length > bytes.length) throw new RangeError('a name does not fit');
  return bytes.toString('utf8', at, at + length - 1);
}

function readInode(value: Buffer): ApfsInode {
  return {
    content: value.readBigUInt64LE(8),
    mode: value.readUInt16LE(80),
    isCompressed: (value.readUInt32LE(68) & compressedFlag) !== 0,
    size: sizeIn(value.subarray(inodeSize)),
  };
}

/** Fields of an inode that has them: their kinds and lengths, then each on a multiple of 8 bytes. */
function sizeIn(fields: Buffer): number {
  if (fields.length < 4) return 0;
  const count = fields.readUInt16LE(0);
  let at = 4 + 4 * count;
  for (let index = 0; index < count; index += 1) {
    const kind = fields.readUInt8(4 + 4 * index);
    if (kind === sizeField) return countOf(fields.readBigUInt64LE(at));
    at += Math.ceil(fields.readUInt16LE(6 + 4 * index) / 8) * 8;
  }
  return 0;
}

/** Where a link leads to is kept as an attribute; all others are left out. */
function takeAttribute(records: ApfsRecords, id: bigint, key: Buffer, value: Buffer): void {
  if (textAt(key, 10, key.readUInt16LE(8)) !== linkAttribute) return;
  const length = value.readUInt16LE(2);
  if ((value.readUInt16LE(0) & embeddedFlag) === 0 || length < 1 || 4 + length > value.length) {
    throw new RangeError('a link does not fit');
  }
  records.links.set(id, value.subarray(4, 4 + length - 1));
}
