import { AppError } from '../../../../errors.js';
import { damaged } from '../../../damage.js';
import type { FileBytes } from '../../../file-bytes.js';
import { readApfs } from './apfs/read-apfs.js';
import { type ChunkTable, readChunkTable } from './chunk-table.js';
import { holdsChecksum } from './data-checksum.js';
import type { DiskBytes } from './disk-bytes.js';
import { readHfsPlus } from './hfs-plus/read-hfs-plus.js';
import { imageDisk } from './image-disk.js';
import { packedSize } from './packed-size.js';
import { type Partition, partitions } from './partitions.js';

import { type ImageTrailer, readTrailer } from './trailer.js';
import { chunkType } from './unpack-chunk.js';
import type { VolumeFile } from './volume-file.js';
import { type VolumeKind, volumeKind } from './volume-kind.js';

/** A disk image with the one volume whose files are read. */
export interface OpenImage {
  /** Null for a plain copy of a disk. */
  trailer: ImageTrailer | null;
  volume: DiskBytes;
  files: readonly VolumeFile[];
  /** How many bytes of the image one of them takes. */
  packedSizeOf(file: VolumeFile): number;
}

/**
 * Opens a disk image: checks its checksum, and reads the files of the first APFS or HFS+ volume on it.
 * Throws `unsupported_artifact` where there is none, with what to upload instead,
 * `unreadable_artifact` where the content is not that of the checksum, and a `RangeError` or a zlib
 * error on damage.
 */
export function openImage(file: FileBytes): OpenImage {
  const trailer = readTrailer(file);
  if (trailer !== null && trailer.segmentCount > 1) throw unsupported(sentences.segments);
  if (trailer !== null && !holdsChecksum(file, trailer)) throw damaged('The disk image');
  const { disk, chunks, starts } = trailer === null ? plain(file) : unpacked(file, trailer);
  const { kind, start, bytes: volume } = firstVolume(partitions(disk, starts));
  if (kind === 'hfs') throw unsupported(sentences.hfs);
  return {
    trailer,
    volume,
    files: kind === 'apfs' ? readApfs(volume) : readHfsPlus(volume),
    packedSizeOf: (each) => packedSize(each, chunks, start),
  };
}

interface OpenDisk extends ChunkTable {
  disk: DiskBytes;
}

function unpacked(file: FileBytes, trailer: ImageTrailer): OpenDisk {
  const { chunks, starts } = readChunkTable(file, trailer);
  return { disk: imageDisk(file, chunks, trailer.diskSize), chunks, starts };
}

/** The whole file is one chunk that is not packed. */
function plain(file: FileBytes): OpenDisk {
  const { size } = file;
  const whole = { type: chunkType.stored, start: 0, size, packedAt: 0, packedSize: size };
  return { disk: file, chunks: [whole], starts: [] };
}

function firstVolume(parts: readonly Partition[]): Partition & { kind: VolumeKind } {
  for (const partition of parts) {
    const kind = volumeKind(partition.bytes);
    if (kind !== null) return { ...partition, kind };
  }
  throw unsupported(sentences.none);
}

const sentences = {
  segments: 'This is one part of a disk image that is split over several files',
  hfs: 'This disk image is in the HFS format of Mac OS Classic',
  none: 'This disk image holds no volume in a format of macOS',
} as const;

function unsupported(what: string): AppError {
  return new AppError(
    'unsupported_artifact',
    `${what}; make one whole image (hdiutil create -fs HFS+), or upload the app as a ZIP archive.`,
  );
}
