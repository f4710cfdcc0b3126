import { crc32, deflateRawSync } from 'node:zlib';
import { words } from './words.js';

export interface ZipEntry {
  name: string | Buffer;
  data: Buffer;
  /** Kept as it is; deflated where absent. */
  stored?: boolean;
  /** Where a stored entry's data begins is a multiple of this. */
  alignment?: number;
  /** A symbolic link; the data is the path it leads to. */
  isLink?: boolean;
  /** Checksum and sizes follow the data instead of standing in the local header, as Apple's tools write. */
  dataDescriptor?: boolean;
  defects?: ZipDefects;
}

/** What may be wrong with one entry; everything else about it stays right. */
export interface ZipDefects {
  /** Exclusive-or to the checksum in both headers. */
  checksumMask?: number;
  /** Name in the local header, where it differs from the directory's. */
  localName?: string;
  /** Method in both headers, or only in the local one. */
  method?: number;
  localMethod?: number;
  encrypted?: boolean;
  /** Size when unpacked, as both headers claim it. */
  uncompressedSize?: number;
  /** Written in place of the packed bytes. */
  packedData?: Buffer;
}

/** The three parts of an archive (APPNOTE.TXT 4.3.6); the offset of the directory is set on joining. */
export interface ZipParts {
  entries: Buffer;
  directory: Buffer;
  entryCount: number;
  /** Where each entry's packed bytes lie. */
  places: ReadonlyMap<string, { offset: number; length: number }>;
}

interface PackedEntry {
  flags: number;
  method: number;
  checksum: number;
  packed: Buffer;
  packedSize: number;
  size: number;
}

// 2021-01-01 00:00, so that equal input gives equal bytes
const dosTime = 0;
const dosDate = (41 << 9) | (1 << 5) | 1;
const utf8Names = 0x800;
const alignmentExtra = 0xd935;

export function writeZip(entries: readonly ZipEntry[]): Buffer {
  return joinZip(layOutZip(entries));
}

/** Lays out entries and directory; all offsets count the bytes of `prefix`. */
export function layOutZip(
  entries: readonly ZipEntry[],
  prefix: Buffer = Buffer.alloc(0),
): ZipParts {
  const local: Buffer[] = [prefix];
  const directory: Buffer[] = [];
  const places = new Map<string, { offset: number; length: number }>();
  let offset = prefix.length;
  for (const entry of entries) {
    const packed = pack(entry);
    const header = localHeader(entry, packed, offset);
    directory.push(directoryHeader(entry, packed, offset));
    const descriptor = dataDescriptor(entry, packed);
    local.push(header, packed.packed, descriptor);
    places.set(entry.name.toString(), {
      offset: offset + header.length,
      length: packed.packed.length,
    });
    offset += header.length + packed.packed.length + descriptor.length;
  }
  return {
    entries: Buffer.concat(local),
    directory: Buffer.concat(directory),
    entryCount: entries.length,
    places,
  };
}

/** Joins the parts; `between` (an APK Signing Block) goes before the directory. */
export function joinZip(parts: ZipParts, between: Buffer = Buffer.alloc(0)): Buffer {
  const directoryOffset = parts.entries.length + between.length;
  return Buffer.concat([
    parts.entries,
    between,
    parts.directory,
    endOfDirectory(parts, directoryOffset),
  ]);
}

export function endOfDirectory(
  parts: Pick<ZipParts, 'directory' | 'entryCount'>,
  directoryOffset: number,
): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(parts.entryCount, 8);
  record.writeUInt16LE(parts.entryCount, 10);
  record.writeUInt32LE(parts.directory.length, 12);
  record.writeUInt32LE(directoryOffset, 16);
  return record;
}

/** Flips one bit in the middle of an entry's packed bytes, and touches no header. */
export function flipBitOf(parts: ZipParts, archive: Buffer, name: string): void {
  const place = parts.places.get(name);
  if (place === undefined) throw new RangeError(`no entry named ${name}`);
  flipBit(archive, place.offset + (place.length >> 1));
}

export function flipBit(bytes: Buffer, at: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
}

/** Headers of one entry whose packed bytes are written by the caller: for files larger than memory. */
export function streamedHeaders(
  name: string,
  content: { size: number; checksum: number; packedSize?: number },
  offset: number,
) {
  const { size, checksum, packedSize = size } = content;
  const entry: ZipEntry = { name, data: Buffer.alloc(0), stored: content.packedSize === undefined };
  const packed = { ...pack(entry), checksum, size, packedSize };
  return {
    local: localHeader(entry, packed, offset),
    directory: directoryHeader(entry, packed, offset),
  };
}

function pack(entry: ZipEntry): PackedEntry {
  const { data, defects = {} } = entry;
  const packed = defects.packedData ?? (entry.stored ? data : deflateRawSync(data));
  return {
    flags: utf8Names | (defects.encrypted ? 1 : 0) | (entry.dataDescriptor ? 8 : 0),
    method: defects.method ?? (entry.stored ? 0 : 8),
    checksum: (crc32(data) ^ (defects.checksumMask ?? 0)) >>> 0,
    packed,
    packedSize: packed.length,
    size: defects.uncompressedSize ?? data.length,
  };
}

function localHeader(entry: ZipEntry, packed: PackedEntry, offset: number): Buffer {
  const name = Buffer.from(entry.defects?.localName ?? entry.name);
  const extra = alignmentField(entry, offset + 30 + name.length);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommonFields(
    header,
    {
      ...packed,
      method: entry.defects?.localMethod ?? packed.method,
      ...(entry.dataDescriptor ? { checksum: 0, packedSize: 0, size: 0 } : {}),
    },
    6,
    name.length,
  );
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function dataDescriptor(entry: ZipEntry, packed: PackedEntry): Buffer {
  return entry.dataDescriptor
    ? words(0x08074b50, packed.checksum, packed.packedSize, packed.size)
    : Buffer.alloc(0);
}

function directoryHeader(entry: ZipEntry, packed: PackedEntry, offset: number): Buffer {
  const name = Buffer.from(entry.name);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x031e, 4);
  header.writeUInt16LE(20, 6);
  writeCommonFields(header, packed, 8, name.length);
  const isFolder = name.at(-1) === 0x2f;
  const mode = entry.isLink ? 0o120777 : isFolder ? 0o40755 : 0o100644;
  header.writeUInt32LE((mode << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function writeCommonFields(header: Buffer, packed: PackedEntry, at: number, nameLength: number) {
  header.writeUInt16LE(packed.flags, at);
  header.writeUInt16LE(packed.method, at + 2);
  header.writeUInt16LE(dosTime, at + 4);
  header.writeUInt16LE(dosDate, at + 6);
  header.writeUInt32LE(packed.checksum, at + 8);
  header.writeUInt32LE(packed.packedSize, at + 12);
  header.writeUInt32LE(packed.size, at + 16);
  header.writeUInt16LE(nameLength, at + 20);
}

/** Android's alignment extra field: identifier, size, the alignment itself, zeros. */
function alignmentField(entry: ZipEntry, offset: number): Buffer {
  const alignment = entry.alignment ?? 1;
  if (!entry.stored || alignment === 1) return Buffer.alloc(0);
  const padding = (alignment - ((offset + 6) % alignment)) % alignment;
  const field = Buffer.alloc(6 + padding);
  field.writeUInt16LE(alignmentExtra, 0);
  field.writeUInt16LE(2 + padding, 2);
  field.writeUInt16LE(alignment, 4);
  return field;
}
