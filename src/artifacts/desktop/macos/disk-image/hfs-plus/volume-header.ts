import { countOf, type DiskBytes } from '../disk-bytes.js';
import type { Extent } from '../volume-file.js';

/** The header of an HFS+ volume (Apple's Technical Note TN1150), as far as files need it. */
export interface HfsVolume {
  disk: DiskBytes;
  blockSize: number;
  blockCount: number;
  extentsFile: Fork;
  catalogue: Fork;
}

/** One of the two contents of a file: its size in bytes and its first eight extents. */
export interface Fork {
  size: number;
  blockCount: number;
  extents: readonly Extent[];
}

export const forkSize = 80;
const headerAt = 1024;
const headerSize = 512;
const extentsPerRecord = 8;
const blockSizes = { min: 512, max: 1024 * 1024 };

/** Reads the header; throws a `RangeError` on damage. */
export function readVolumeHeader(disk: DiskBytes): HfsVolume {
  const header = disk.read(headerAt, headerSize);
  const blockSize = header.readUInt32BE(40);
  const blockCount = header.readUInt32BE(44);
  if (blockSize < blockSizes.min || blockSize > blockSizes.max || blockSize % 512 !== 0) {
    throw new RangeError('the block size of the volume');
  }
  const volume = { disk, blockSize, blockCount };
  return {
    ...volume,
    extentsFile: readFork(volume, header.subarray(192)),
    catalogue: readFork(volume, header.subarray(272)),
  };
}

/** `HFSPlusForkData`. */
export function readFork(volume: Pick<HfsVolume, 'blockSize' | 'disk'>, bytes: Buffer): Fork {
  return {
    size: countOf(bytes.readBigUInt64BE(0)),
    blockCount: bytes.readUInt32BE(12),
    extents: readExtents(volume, bytes.subarray(16, forkSize)),
  };
}

/** Eight extents in bytes; those that are not in use are left out. */
export function readExtents(
  { blockSize, disk }: Pick<HfsVolume, 'blockSize' | 'disk'>,
  bytes: Buffer,
): Extent[] {
  const extents: Extent[] = [];
  for (let index = 0; index < extentsPerRecord; index += 1) {
    const offset = bytes.readUInt32BE(index * 8) * blockSize;
    const size = bytes.readUInt32BE(index * 8 + 4) * blockSize;
    if (size === 0) break;
    if (offset + size > disk.size) throw new RangeError('an extent outside the volume');
    extents.push({ offset, size });
  }
  return extents;
}
