import { elementsOf, readXml, type XmlElement } from '../../../../xml/tree.js';
import type { FileBytes } from '../../../file-bytes.js';
import { countOf } from './disk-bytes.js';
import { type ImageTrailer, sectorSize } from './trailer.js';

/** A run of sectors and where in the file its packed bytes lie. Positions and sizes are in bytes. */
export interface Chunk {
  type: number;
  /** On the disk. */
  start: number;
  size: number;
  packedAt: number;
  packedSize: number;
}

export interface ChunkTable {
  /** In the order of the disk; none overlap. */
  chunks: readonly Chunk[];
  /** Where on the disk each table begins, which is where a partition does. */
  starts: readonly number[];
}

/** Chunk types that hold no sectors. */
const commentType = 0x7ffffffe;
const endType = 0xffffffff;
const maxTablesSize = 16 * 1024 * 1024;
const maxChunks = 200_000;
const headerSize = 204;
const chunkSize = 40;

/**
 * The chunks of all partitions, from the property list of an image (`resource-fork`, `blkx`, each a
 * table `mish`). Throws a `RangeError` on damage, on chunks that overlap and on bytes outside the data.
 */
export function readChunkTable(file: FileBytes, { data, tables, diskSize }: ImageTrailer) {
  if (tables.size > maxTablesSize) throw new RangeError('the tables are too large');
  const xml = file.read(tables.offset, tables.size).toString('utf8');
  const chunks: Chunk[] = [];
  const starts: number[] = [];
  for (const table of tablesIn(readXml(xml))) {
    starts.push(takeTable(table, chunks, data.offset));
    if (chunks.length > maxChunks) throw new RangeError('too many chunks');
  }
  chunks.sort((one, other) => one.start - other.start);
  let end = 0;
  for (const { start, size, packedAt, packedSize } of chunks) {
    if (start < end || start + size > diskSize) throw new RangeError('chunks overlap');
    if (packedAt + packedSize > data.offset + data.size) throw new RangeError('chunk outside data');
    end = start + size;
  }
  return { chunks, starts } satisfies ChunkTable;
}

/** The last chunk that begins at or before a position; −1 where none does. */
export function lastChunkAt(chunks: readonly Chunk[], position: number): number {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.start ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function tablesIn(plist: XmlElement): Buffer[] {
  const [top] = elementsOf(plist, 'dict');
  const tables = valueUnder(valueUnder(top, 'resource-fork'), 'blkx');
  return elementsOf(tables, 'dict').map((table) => {
    const text = valueUnder(table, 'Data')?.text;
    if (text === undefined) throw new RangeError('a table without data');
    return Buffer.from(text, 'base64');
  });
}

function valueUnder(dictionary: XmlElement | undefined, key: string): XmlElement | undefined {
  const children = dictionary?.children ?? [];
  const at = children.findIndex(({ name, text }) => name === 'key' && text === key);
  return at < 0 ? undefined : children[at + 1];
}

/** Adds the table's chunks and gives where on the disk it begins. */
function takeTable(table: Buffer, chunks: Chunk[], dataOffset: number): number {
  if (table.toString('latin1', 0, 4) !== 'mish') throw new RangeError('no table');
  const start = sectorsAt(table, 8);
  const packedStart = dataOffset + countOf(table.readBigUInt64BE(24));
  const count = table.readUInt32BE(200);
  if (headerSize + count * chunkSize > table.length) throw new RangeError('a table is too short');
  for (let index = 0; index < count; index += 1) {
    const record = table.subarray(headerSize + index * chunkSize);
    const type = record.readUInt32BE(0);
    if (type === endType) break;
    const size = sectorsAt(record, 16);
    if (type === commentType || size === 0) continue;
    chunks.push({
      type,
      start: start + sectorsAt(record, 8),
      size,
      packedAt: packedStart + countOf(record.readBigUInt64BE(24)),
      packedSize: countOf(record.readBigUInt64BE(32)),
    });
  }
  return start;
}

function sectorsAt(bytes: Buffer, at: number): number {
  return countOf(bytes.readBigUInt64BE(at)) * sectorSize;
}
