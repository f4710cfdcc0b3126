import { inflateRawSync } from 'node:zlib';
import { pngFromBgra } from './bgra-png.js';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const maxSide = 2048;
const maxChunks = 10_000;

/**
 * Turns Apple's "crushed" PNG (chunk `CgBI`: raw deflate, BGRA, premultiplied alpha) into a true
 * PNG. Null where it is damaged, too large, interlaced or not 8-bit RGBA.
 */
export function uncrush(bytes: Buffer): Buffer | null {
  const chunks = readChunks(bytes);
  const header = chunks?.find(({ type }) => type === 'IHDR')?.data;
  if (!chunks || header?.length !== 13) return null;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const isPlain = header.subarray(8).equals(Buffer.from([8, 6, 0, 0, 0]));
  if (!isPlain || width < 1 || height < 1 || width > maxSide || height > maxSide) return null;
  const pixels = inflate(chunks, (4 * width + 1) * height);
  if (pixels === null || !unfilter(pixels, width * 4)) return null;
  return pngFromBgra(width, height, pixels);
}

/** Whether these are the bytes of a crushed PNG. */
export function isCrushed(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(signature) && bytes.toString('latin1', 12, 16) === 'CgBI';
}

/** Width times height as the header says, without decoding; 0 where there is none. */
export function crushedArea(bytes: Buffer): number {
  const header = readChunks(bytes)?.find(({ type }) => type === 'IHDR')?.data;
  return header?.length === 13 ? header.readUInt32BE(0) * header.readUInt32BE(4) : 0;
}

interface PngChunk {
  type: string;
  data: Buffer;
}

function readChunks(bytes: Buffer): PngChunk[] | null {
  const chunks: PngChunk[] = [];
  for (let at = signature.length; at + 12 <= bytes.length && chunks.length < maxChunks; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
  return chunks;
}

function inflate(chunks: readonly PngChunk[], size: number): Buffer | null {
  const data = Buffer.concat(
    chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data),
  );
  try {
    const pixels = inflateRawSync(data, { maxOutputLength: size });
    return pixels.length === size ? pixels : null;
  } catch {
    return null;
  }
}

/** Undoes the PNG filters in place (W3C PNG 9.2); every row then says "no filter". */
function unfilter(pixels: Buffer, stride: number): boolean {
  const rowSize = stride + 1;
  for (let row = 0; row < pixels.length; row += rowSize) {
    const filter = pixels[row] ?? 0;
    if (filter > 4) return false;
    for (let at = row + 1; at < row + rowSize; at += 1) {
      const left = at - row > 4 ? (pixels[at - 4] ?? 0) : 0;
      const up = row > 0 ? (pixels[at - rowSize] ?? 0) : 0;
      const corner = row > 0 && at - row > 4 ? (pixels[at - rowSize - 4] ?? 0) : 0;
      pixels[at] = (pixels[at] ?? 0) + predict(filter, left, up, corner);
    }
    pixels[row] = 0;
  }
  return true;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [toLeft, toUp] = [Math.abs(up - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
