import type { FileBytes } from '../../file-bytes.js';

/** The sectors of a compound file and the chains they form (MS-CFB 2.2 to 2.5). */
export interface SectorTable {
  directoryStart: number;
  /** Streams below this size stand in the mini stream. */
  miniCutoff: number;
  /** The sectors of a chain, until `size` bytes have come; neighbours come as one piece. */
  pieces(start: number, size: number): Generator<Buffer>;
  miniPieces(miniStream: Buffer, start: number, size: number): Generator<Buffer>;
  /** Where in the file the last sector in use ends. */
  usedSize: number;
}

const headerSize = 512;
const endOfChain = 0xfffffffe;
const free = 0xffffffff;
const maxRegular = 0xfffffffa;
const inHeader = 109;
const miniSectorSize = 64;
const maxFatSize = 64 * 1024 * 1024;
const pieceSize = 1024 * 1024;

/** Reads the header and the sector allocation tables. Throws a `RangeError` on damage. */
export function readSectorTable(file: FileBytes): SectorTable {
  const header = file.read(0, headerSize);
  const shift = header.readUInt16LE(30);
  if ((shift !== 9 && shift !== 12) || header.readUInt16LE(32) !== 6) {
    throw new RangeError('sector size');
  }
  const sectorSize = 1 << shift;
  const sectorCount = Math.floor(file.size / sectorSize);
  const fat = readFat(file, header, sectorSize);
  const pieces = (start: number, size: number) =>
    chain(
      fat,
      start,
      Math.min(sectorCount, Math.ceil(size / sectorSize)),
      (first, count) =>
        file.read(
          (first + 1) * sectorSize,
          Math.min(count * sectorSize, file.size - (first + 1) * sectorSize),
        ),
      pieceSize / sectorSize,
    );
  let miniFat: Buffer | null = null;
  return {
    directoryStart: header.readUInt32LE(48),
    miniCutoff: header.readUInt32LE(56),
    pieces,
    usedSize: (lastUsed(fat) + 2) * sectorSize,
    miniPieces(miniStream, start, size) {
      miniFat ??= Buffer.concat([
        ...pieces(header.readUInt32LE(60), header.readUInt32LE(64) * sectorSize),
      ]);
      const slice = (first: number, count: number) =>
        miniStream.subarray(first * miniSectorSize, (first + count) * miniSectorSize);
      return chain(
        miniFat,
        start,
        Math.ceil(size / miniSectorSize),
        slice,
        pieceSize / miniSectorSize,
      );
    },
  };
}

/** The table's own sectors are listed in the header, and further ones in a chain of lists. */
function readFat(file: FileBytes, header: Buffer, sectorSize: number): Buffer {
  const count = header.readUInt32LE(44);
  if (count * sectorSize > Math.min(maxFatSize, file.size))
    throw new RangeError('too many sectors');
  const places: number[] = [];
  for (let index = 0; index < Math.min(count, inHeader); index += 1) {
    places.push(header.readUInt32LE(76 + index * 4));
  }
  const perList = sectorSize / 4 - 1;
  for (let list = header.readUInt32LE(68); places.length < count; ) {
    const bytes = file.read((list + 1) * sectorSize, sectorSize);
    for (let index = 0; index < perList && places.length < count; index += 1) {
      places.push(bytes.readUInt32LE(index * 4));
    }
    list = bytes.readUInt32LE(perList * 4);
  }
  return Buffer.concat(places.map((place) => file.read((place + 1) * sectorSize, sectorSize)));
}

function lastUsed(fat: Buffer): number {
  for (let index = fat.length / 4 - 1; index >= 0; index -= 1) {
    if (fat.readUInt32LE(index * 4) !== free) return index;
  }
  return -1;
}

/** Follows a chain for `limit` sectors at most; runs of neighbours are taken in one. */
function* chain(
  table: Buffer,
  start: number,
  limit: number,
  take: (first: number, count: number) => Buffer,
  maxRun: number,
): Generator<Buffer> {
  let current = start;
  for (let done = 0; done < limit && current !== endOfChain; ) {
    const first = current;
    let count = 0;
    do {
      if (current > maxRegular) throw new RangeError('a chain is broken');
      current = table.readUInt32LE(current * 4);
      count += 1;
    } while (current === first + count && count < maxRun && done + count < limit);
    yield take(first, count);
    done += count;
  }
}
