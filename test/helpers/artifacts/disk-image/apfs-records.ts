import { apfsBlockSize } from './apfs-block.js';
import type { ApfsRecord } from './apfs-tree.js';
import type { HfsEntry } from './hfs-catalogue.js';

/** A file with the blocks its pieces begin at; 0 for a piece that is left unwritten. */
export type ApfsEntry = HfsEntry & { pieceBlocks: readonly { start: number; size: number }[] };

const type = { inode: 3, attribute: 4, dataStream: 6, extent: 8, name: 9 } as const;
const mode = { folder: 0o40755, file: 0o100644, link: 0o120755 } as const;
const entryType = { folder: 4, file: 8, link: 10 } as const;
const rootFolder = 2;
const firstNumber = 16;

interface Inode {
  number: number;
  parent: number;
  name: string;
  entry: ApfsEntry | null;
}

/** The records of a file-system tree, in order. Names stand behind a hash, which is of no use here. */
export function fileSystemRecords(entries: readonly ApfsEntry[], hasHashes: boolean): ApfsRecord[] {
  const inodes = numbered(entries);
  const records = inodes.flatMap((inode) => [
    { key: keyOf(inode.number, type.inode), value: inodeValue(inode) },
    ...(inode.number === rootFolder ? [] : [nameRecord(inode, hasHashes)]),
    ...(inode.entry ? contentRecords(inode.number, inode.entry) : []),
  ]);
  const order = ({ key }: ApfsRecord) => {
    const head = key.readBigUInt64LE(0);
    return ((head & ((1n << 60n) - 1n)) << 4n) | (head >> 60n);
  };
  return records.sort((one, other) => {
    const difference = order(one) - order(other);
    return difference === 0n ? compareRest(one.key, other.key) : Number(difference);
  });
}

function compareRest(one: Buffer, other: Buffer): number {
  return one.length === 16 && other.length === 16
    ? Number(one.readBigUInt64LE(8) - other.readBigUInt64LE(8))
    : Buffer.compare(one.subarray(8), other.subarray(8));
}

function numbered(entries: readonly ApfsEntry[]): Inode[] {
  const root = { number: rootFolder, parent: 1, name: 'root', entry: null };
  const folders = new Map<string, Inode>([['', root]]);
  const inodes: Inode[] = [root];
  const add = (path: string, entry: ApfsEntry | null): Inode => {
    const cut = path.lastIndexOf('/');
    const parent = folderAt(path.slice(0, Math.max(0, cut))).number;
    const number = firstNumber + inodes.length;
    const inode = { number, parent, name: path.slice(cut + 1), entry };
    inodes.push(inode);
    return inode;
  };
  const folderAt = (path: string): Inode => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const made = add(path, null);
    folders.set(path, made);
    return made;
  };
  for (const entry of entries) {
    if (entry.path.endsWith('/')) folderAt(entry.path.slice(0, -1));
    else add(entry.path, entry);
  }
  return inodes;
}

function keyOf(number: number, kind: number, rest = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE((BigInt(kind) << 60n) | BigInt(number));
  return Buffer.concat([head, rest]);
}

function kindOf(entry: ApfsEntry | null): keyof typeof mode {
  if (entry === null) return 'folder';
  return entry.isLink ? 'link' : 'file';
}

function inodeValue({ number, parent, name, entry }: Inode): Buffer {
  const value = Buffer.alloc(92);
  value.writeBigUInt64LE(BigInt(parent), 0);
  value.writeBigUInt64LE(BigInt(number), 8);
  value.writeUInt32LE(1, 56);
  if (entry?.isCompressed) value.writeUInt32LE(0x20, 68);
  value.writeUInt16LE(mode[kindOf(entry)], 80);
  const size = Buffer.alloc(40);
  size.writeBigUInt64LE(BigInt(entry?.data?.length ?? 0), 0);
  size.writeBigUInt64LE(BigInt(blocksOf(entry) * apfsBlockSize), 8);
  const fields = [
    [4, Buffer.from(`${name}\0`)],
    ...(kindOf(entry) === 'file' ? [[8, size] as const] : []),
  ] as const;
  const head = Buffer.alloc(4 + 4 * fields.length);
  head.writeUInt16LE(fields.length, 0);
  const data = fields.map(([kind, bytes], index) => {
    head.writeUInt8(kind, 4 + 4 * index);
    head.writeUInt16LE(bytes.length, 6 + 4 * index);
    return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
  });
  head.writeUInt16LE(Buffer.concat(data).length, 2);
  return Buffer.concat([value, head, ...data]);
}

function blocksOf(entry: ApfsEntry | null): number {
  return Math.ceil((entry?.data?.length ?? 0) / apfsBlockSize);
}

function nameRecord({ number, parent, name, entry }: Inode, hasHashes: boolean): ApfsRecord {
  const text = Buffer.from(`${name}\0`);
  const head = Buffer.alloc(hasHashes ? 4 : 2);
  if (hasHashes) head.writeUInt32LE(((number << 10) | text.length) >>> 0);
  else head.writeUInt16LE(text.length);
  const value = Buffer.alloc(18);
  value.writeBigUInt64LE(BigInt(number), 0);
  value.writeUInt16LE(entryType[kindOf(entry)], 16);
  return { key: keyOf(parent, type.name, Buffer.concat([head, text])), value };
}

function contentRecords(number: number, entry: ApfsEntry): ApfsRecord[] {
  if (entry.isLink) return [linkRecord(number, entry.data ?? Buffer.alloc(0))];
  const references = Buffer.alloc(4);
  references.writeUInt32LE(1);
  let position = 0;
  const extents = entry.pieceBlocks.map(({ start, size }) => {
    const at = Buffer.alloc(8);
    at.writeBigUInt64LE(BigInt(position));
    const value = Buffer.alloc(24);
    value.writeBigUInt64LE(BigInt(size), 0);
    value.writeBigUInt64LE(BigInt(start), 8);
    position += size;
    return { key: keyOf(number, type.extent, at), value };
  });
  return [{ key: keyOf(number, type.dataStream), value: references }, ...extents];
}

function linkRecord(number: number, target: Buffer): ApfsRecord {
  const name = Buffer.from('com.apple.fs.symlink\0');
  const head = Buffer.alloc(2);
  head.writeUInt16LE(name.length);
  const value = Buffer.alloc(4);
  value.writeUInt16LE(6, 0); // embedded, owned by the file system
  value.writeUInt16LE(target.length + 1, 2);
  return {
    key: keyOf(number, type.attribute, Buffer.concat([head, name])),
    value: Buffer.concat([value, target, Buffer.from('\0')]),
  };
}
