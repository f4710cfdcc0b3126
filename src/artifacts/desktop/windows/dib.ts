import { writePng } from '../../png.js';

const headerSize = 40;
const maxSide = 256;
const bytesPerPixel = 4;

/**
 * An icon image as Windows kept it before PNG: BITMAPINFOHEADER, BGRA from the last row to the
 * first, then a mask of one bit per pixel. Null for fewer than 32 bits and for damage.
 */
export function dibToPng(bytes: Buffer): Buffer | null {
  if (bytes.length < headerSize || bytes.readUInt32LE(0) !== headerSize) return null;
  const [width, height] = [bytes.readInt32LE(4), bytes.readInt32LE(8) / 2];
  const isPlain = bytes.readUInt16LE(14) === 32 && bytes.readUInt32LE(16) === 0;
  if (!isPlain || !isSide(width) || !isSide(height)) return null;
  const pixels = bytes.subarray(headerSize, headerSize + width * height * bytesPerPixel);
  if (pixels.length < width * height * bytesPerPixel) return null;
  const hasAlpha = pixels.some((value, at) => at % bytesPerPixel === 3 && value !== 0);
  return writePng(width, height, rows(pixels, width, height, hasAlpha));
}

function isSide(length: number): boolean {
  return Number.isInteger(length) && length >= 1 && length <= maxSide;
}

/** RGBA from the first row to the last, each with the PNG filter "none" before it. */
function rows(pixels: Buffer, width: number, height: number, hasAlpha: boolean): Buffer {
  const stride = width * bytesPerPixel;
  const target = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    const source = pixels.subarray((height - 1 - row) * stride, (height - row) * stride);
    const start = row * (stride + 1) + 1;
    for (let at = 0; at < stride; at += bytesPerPixel) {
      target[start + at] = source[at + 2] ?? 0;
      target[start + at + 1] = source[at + 1] ?? 0;
      target[start + at + 2] = source[at] ?? 0;
      target[start + at + 3] = hasAlpha ? (source[at + 3] ?? 0) : 255;
    }
  }
  return target;
}
