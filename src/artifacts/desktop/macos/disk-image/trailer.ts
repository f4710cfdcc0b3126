import type { FileBytes } from '../../../file-bytes.js';
import { countOf } from './disk-bytes.js';

/** Where the parts of a disk image of Apple's (UDIF) lie, as the 512 bytes at its end tell. */
export interface ImageTrailer {
  raw: Buffer;
  /** The packed content of the disk. */
  data: ImagePart;
  /** The property list with the tables of chunks. */
  tables: ImagePart;
  /** The code signature of the image itself; null where it has none. */
  signature: ImagePart | null;
  /** CRC-32 of `data` as it stands in the file; null where another checksum or none is kept. */
  crc: number | null;
  segmentCount: number;
  /** Of the unpacked disk, in bytes. */
  diskSize: number;
}

export interface ImagePart {
  offset: number;
  size: number;
}

export const trailerSize = 512;
export const sectorSize = 512;
/** Where in the trailer the size of the signature stands. */
export const signatureSizeAt = 304;
const version = 4;
const crc32Type = 2;
/** Far more than any app for a Mac unpacks to. */
const maxDiskSize = 2 ** 40;

/**
 * Reads the trailer; null where the file ends without one, as a plain copy of a disk does. The
 * format is Apple's own and described nowhere; this is what every reader of it agrees on. Throws
 * a `RangeError` on damage.
 */
export function readTrailer(file: FileBytes): ImageTrailer | null {
  if (file.size < trailerSize) return null;
  const raw = file.read(file.size - trailerSize, trailerSize);
  if (raw.toString('latin1', 0, 4) !== 'koly') return null;
  if (raw.readUInt32BE(4) !== version || raw.readUInt32BE(8) !== trailerSize) {
    throw new RangeError('another version of disk images');
  }
  const part = (at: number) => imagePart(raw, at, file.size - trailerSize);
  const signature = part(296);
  const diskSize = countOf(raw.readBigUInt64BE(492)) * sectorSize;
  if (diskSize > maxDiskSize) throw new RangeError('the disk is too large');
  return {
    raw,
    data: part(24),
    tables: part(216),
    signature: signature.offset === 0 ? null : signature,
    crc: raw.readUInt32BE(80) === crc32Type ? raw.readUInt32BE(88) : null,
    segmentCount: raw.readUInt32BE(60),
    diskSize,
  };
}

function imagePart(raw: Buffer, at: number, end: number): ImagePart {
  const offset = countOf(raw.readBigUInt64BE(at));
  const size = countOf(raw.readBigUInt64BE(at + 8));
  if (offset + size > end) throw new RangeError('a part of the image does not fit');
  return { offset, size };
}
