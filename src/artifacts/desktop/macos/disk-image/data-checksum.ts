import { crc32 } from 'node:zlib';
import type { FileBytes } from '../../../file-bytes.js';
import type { ImageTrailer } from './trailer.js';

const pieceSize = 1024 * 1024;

/** Whether the packed content is what its checksum says; true where the image keeps none that is known. */
export function holdsChecksum(file: FileBytes, { data, crc }: ImageTrailer): boolean {
  if (crc === null) return true;
  const room = Buffer.allocUnsafe(Math.min(pieceSize, data.size));
  let found = 0;
  for (let done = 0; done < data.size; done += pieceSize) {
    const piece = room.subarray(0, Math.min(pieceSize, data.size - done));
    file.readInto(piece, data.offset + done);
    found = crc32(piece, found);
  }
  return found === crc;
}
