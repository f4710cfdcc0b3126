import type { FileBytes } from '../../file-bytes.js';
import { readSectorTable, type SectorTable } from './sector-table.js';

/** One stream or storage of a compound file (MS-CFB 2.6), as its directory has it. */
export interface CompoundEntry {
  /** UTF-16 without the NUL at its end. */
  name: string;
  isStream: boolean;
  /** The raw directory entry of 128 bytes. */
  raw: Buffer;
  size: number;
  children: readonly CompoundEntry[];
}

export interface CompoundFile {
  root: CompoundEntry;
  /** The bytes of a stream, piece by piece. */
  pieces(entry: CompoundEntry): Generator<Buffer>;
  /** A whole stream; throws a `RangeError` above `limit` bytes. */
  read(entry: CompoundEntry, limit: number): Buffer;
  /** Where in the file the last sector in use ends: what follows is no part of it. */
  usedSize: number;
}

const entrySize = 128;
const maxDirectorySize = 4 * 1024 * 1024;
const maxMiniStreamSize = 64 * 1024 * 1024;
const none = 0xffffffff;
const type = { storage: 1, stream: 2, root: 5 } as const;
const maxDepth = 8;

/**
 * Opens a compound file (MS-CFB). Its tables are followed within bounds: no chain is longer than the
 * file has sectors, no entry of the directory is visited twice. Throws a `RangeError` on damage.
 */
export function openCompoundFile(file: FileBytes): CompoundFile {
  const table = readSectorTable(file);
  const directory = Buffer.concat([...table.pieces(table.directoryStart, maxDirectorySize)]);
  const root = readTree(directory);
  const start = root.raw.readUInt32LE(116);
  const mini = miniStream(table, start, Math.min(root.size, maxMiniStreamSize + 1));
  const pieces = (entry: CompoundEntry): Generator<Buffer> => {
    const first = entry.raw.readUInt32LE(116);
    if (entry.size < table.miniCutoff) return mini(first, entry.size);
    return exactly(table.pieces(first, entry.size), entry.size);
  };
  return {
    root,
    pieces,
    usedSize: table.usedSize,
    read(entry, limit) {
      if (entry.size > limit) throw new RangeError('a stream is too large');
      return Buffer.concat([...pieces(entry)]);
    },
  };
}

/** Cuts the last sector, and refuses a chain that ends before its stream does. */
function* exactly(pieces: Generator<Buffer>, size: number): Generator<Buffer> {
  let rest = size;
  for (const piece of pieces) {
    if (rest <= 0) break;
    yield piece.subarray(0, rest);
    rest -= Math.min(rest, piece.length);
  }
  if (rest > 0) throw new RangeError('a stream ends too early');
}

/** Reads small streams out of the root's, which is loaded when the first one is asked for. */
function miniStream(table: SectorTable, start: number, size: number) {
  let whole: Buffer | null = null;
  return function* (first: number, length: number): Generator<Buffer> {
    if (length === 0) return;
    if (size > maxMiniStreamSize) throw new RangeError('the mini stream is too large');
    whole ??= Buffer.concat([...exactly(table.pieces(start, size), size)]);
    yield* exactly(table.miniPieces(whole, first, length), length);
  };
}

function readTree(directory: Buffer): CompoundEntry {
  const visited = new Set<number>();
  const entryAt = (index: number, depth: number): CompoundEntry => {
    const raw = directory.subarray(index * entrySize, (index + 1) * entrySize);
    if (raw.length < entrySize || visited.has(index) || depth > maxDepth) {
      throw new RangeError('the directory does not hold together');
    }
    visited.add(index);
    const kind = raw.readUInt8(66);
    const isStream = kind === type.stream;
    if (!isStream && kind !== type.storage && kind !== type.root) throw new RangeError('entry');
    const children = isStream ? [] : siblings(raw.readUInt32LE(76), depth + 1);
    // with sectors of 512 bytes the upper half of the size may hold rubbish (MS-CFB 2.6.1)
    return { name: nameOf(raw), isStream, raw, size: raw.readUInt32LE(120), children };
  };
  /** The entries of one storage stand in a tree of their own: each has a left and a right one. */
  const siblings = (first: number, depth: number): CompoundEntry[] => {
    const found: CompoundEntry[] = [];
    const waiting = [first];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (index === none) continue;
      const entry = entryAt(index, depth);
      found.push(entry);
      waiting.push(entry.raw.readUInt32LE(68), entry.raw.readUInt32LE(72));
    }
    return found;
  };
  return entryAt(0, 0);
}

function nameOf(raw: Buffer): string {
  const length = raw.readUInt16LE(64);
  if (length > 64 || length % 2 !== 0) throw new RangeError('a name is too long');
  return raw.toString('utf16le', 0, Math.max(0, length - 2));
}
