import { inflateSync } from 'node:zlib';
import { elementAt, readXml, type XmlElement } from '../../../xml/tree.js';
import type { FileBytes } from '../../file-bytes.js';

/** A xar archive: what its table of contents says, not yet believed. */
export interface Xar {
  file: FileBytes;
  /** The table as it stands in the file: its hash is what is signed. */
  table: Buffer;
  tableHash: XarHash;
  /** Where in the file the table says its own hash is kept. */
  checksum: HeapPlace;
  /** The element `toc`. */
  contents: XmlElement;
  heapOffset: number;
}

export type XarHash = 'sha1' | 'sha256' | 'sha512';

/** Counted from the start of the heap, which follows the table. */
export interface HeapPlace {
  offset: number;
  size: number;
}

const headerSize = 28;
const maxTableSize = 8 * 1024 * 1024;
const maxInflatedSize = 32 * 1024 * 1024;
/** Numbers in the header (`xar.h`); MD5 and none are no hashes to trust. */
const tableHashes: Readonly<Record<number, XarHash>> = { 1: 'sha1', 3: 'sha256', 4: 'sha512' };

/** Opens a xar archive. Throws a `RangeError` (or a zlib error) on damage. */
export function openXar(file: FileBytes): Xar {
  const header = file.read(0, headerSize);
  const tableOffset = header.readUInt16BE(4);
  const tableSize = Number(header.readBigUInt64BE(8));
  const inflatedSize = Number(header.readBigUInt64BE(16));
  const tableHash = tableHashes[header.readUInt32BE(24)];
  if (tableOffset < headerSize || header.readUInt16BE(6) !== 1) throw new RangeError('xar header');
  if (tableSize > maxTableSize || inflatedSize > maxInflatedSize) throw new RangeError('xar table');
  const table = file.read(tableOffset, tableSize);
  const xml = inflateSync(table, { maxOutputLength: Math.max(1, inflatedSize) });
  const contents = elementAt(readXml(xml.toString('utf8')), 'toc');
  const checksum = contents && elementAt(contents, 'checksum');
  const style = checksum?.attributes.get('style')?.toLowerCase();
  if (!contents || !checksum || tableHash === undefined || style !== tableHash) {
    throw new RangeError('xar checksum');
  }
  const heapOffset = tableOffset + tableSize;
  return { file, table, tableHash, checksum: placeOf(checksum), contents, heapOffset };
}

/** The place that an element names in its children `offset` and `size` (or `length`). */
export function placeOf(element: XmlElement, sizeName: 'size' | 'length' = 'size'): HeapPlace {
  return { offset: numberIn(element, 'offset'), size: numberIn(element, sizeName) };
}

/** Bytes of the heap; throws `unreadable_artifact` outside the file, a `RangeError` above `limit`. */
export function readHeap({ file, heapOffset }: Xar, { offset, size }: HeapPlace, limit: number) {
  if (size > limit) throw new RangeError('a part of the package is too large');
  return file.read(heapOffset + offset, size);
}

function numberIn(element: XmlElement, name: string): number {
  const text = elementAt(element, name)?.text.trim() ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new RangeError(`no ${name}`);
  return Number(text);
}
