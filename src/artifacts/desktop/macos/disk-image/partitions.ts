import { countOf, type DiskBytes, partOfDisk } from './disk-bytes.js';
import { sectorSize } from './trailer.js';

const maxPartitions = 128;
const mapEntrySize = 128;
const gptNames = { header: 'EFI PART', firstAt: 32, lastAt: 40 } as const;

/** A part of a disk and where it begins, in bytes. */
export interface Partition {
  start: number;
  bytes: DiskBytes;
}

/**
 * The parts of a disk that may hold a file system: the whole of it, then the entries of its GUID or
 * Apple partition map, then what begins at `starts`. Entries that lie outside the disk are left out.
 */
export function partitions(disk: DiskBytes, starts: readonly number[]): Partition[] {
  const places = [...guidPartitions(disk), ...applePartitions(disk)];
  const others = starts.slice(0, maxPartitions).map((start) => [start, disk.size - start] as const);
  const inside = [...places, ...others].filter(
    ([start, size]) => start > 0 && size > 0 && start + size <= disk.size,
  );
  const seen = new Set<number>();
  const fresh = inside.filter(([start]) => !seen.has(start) && seen.add(start));
  return [
    { start: 0, bytes: disk },
    ...fresh.map(([start, size]) => ({ start, bytes: partOfDisk(disk, start, size) })),
  ];
}

type Place = readonly [start: number, size: number];

/** UEFI 2.10, 5.3: the header in the second sector tells where the entries are. */
function guidPartitions(disk: DiskBytes): Place[] {
  if (disk.size < 2 * sectorSize) return [];
  const header = disk.read(sectorSize, sectorSize);
  if (header.toString('latin1', 0, 8) !== gptNames.header) return [];
  const start = countOf(header.readBigUInt64LE(72)) * sectorSize;
  const count = Math.min(maxPartitions, header.readUInt32LE(80));
  const size = header.readUInt32LE(84);
  if (size < mapEntrySize || size > sectorSize) throw new RangeError('partition map');
  const entries = disk.read(start, count * size);
  return Array.from({ length: count }, (_, index) => {
    const first = countOf(entries.readBigUInt64LE(index * size + gptNames.firstAt));
    const last = countOf(entries.readBigUInt64LE(index * size + gptNames.lastAt));
    return [first * sectorSize, (last - first + 1) * sectorSize];
  });
}

/** Inside Macintosh, Devices 3-26: one entry for each block of 512 bytes or, on CDs, of 2048. */
function applePartitions(disk: DiskBytes): Place[] {
  for (const blockSize of [sectorSize, 4 * sectorSize]) {
    const places: Place[] = [];
    for (let count = 1, index = 1; index <= Math.min(count, maxPartitions); index += 1) {
      if ((index + 1) * blockSize > disk.size) break;
      const entry = disk.read(index * blockSize, 16);
      if (entry.toString('latin1', 0, 2) !== 'PM') break;
      count = entry.readUInt32BE(4);
      places.push([entry.readUInt32BE(8) * blockSize, entry.readUInt32BE(12) * blockSize]);
    }
    if (places.length > 0) return places;
  }
  return [];
}
