import { AppError } from '../../../../errors.js';
import { damaged } from '../../../damage.js';
import type { FileBytes } from '../../../file-bytes.js';
import { readApfs } from './apfs/read-apfs.js';
import { readChunkTable } from './chunk-table.js';
import { holdsChecksum } from './data-checksum.js';
import type { DiskBytes } from './disk-bytes.js';
import { readHfsPlus } from './hfs-plus/read-hfs-plus.js';
import { imageDisk } from './image-disk.js';
import { partitions } from './partitions.js';
import { type ImageTrailer, readTrailer } from './trailer.js';
import type { VolumeFile } from './volume-file.js';
import { type VolumeKind, volumeKind } from './volume-kind.js';

/** A disk image with the one volume whose files are read. */
export interface OpenImage {
  /** Null for a plain copy of a disk. */
  trailer: ImageTrailer | null;
  volume: DiskBytes;
  files: readonly VolumeFile[];
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
  const { disk, starts } = trailer === null ? { disk: file, starts: [] } : unpacked(file, trailer);
  const { kind, partition } = firstVolume(partitions(disk, starts));
  if (kind === 'hfs') throw unsupported(sentences.hfs);
  const files = kind === 'apfs' ? readApfs(partition) : readHfsPlus(partition);
  return { trailer, volume: partition, files };
}

function unpacked(file: FileBytes, trailer: ImageTrailer) {
  const { chunks, starts } = readChunkTable(file, trailer);
  return { disk: imageDisk(file, chunks, trailer.diskSize), starts };
}

function firstVolume(parts: readonly DiskBytes[]): { kind: VolumeKind; partition: DiskBytes } {
  for (const partition of parts) {
    const kind = volumeKind(partition);
    if (kind !== null) return { kind, partition };
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
