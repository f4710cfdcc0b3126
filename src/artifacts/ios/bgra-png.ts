import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * A true PNG (W3C PNG) of pixels as Apple's tools store them: blue, green, red, alpha, the colours
 * multiplied by alpha; every row behind a zero byte, its filter. The pixels are converted in place.
 */
export function pngFromBgra(width: number, height: number, pixels: Buffer): Buffer {
  toStraightRgba(pixels, width * 4);
  const header = Buffer.from('00000000000000000806000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    signature,
    chunkBytes('IHDR', header),
    chunkBytes('IDAT', deflateSync(pixels)),
    chunkBytes('IEND', Buffer.alloc(0)),
  ]);
}

function toStraightRgba(pixels: Buffer, stride: number): void {
  for (let row = 0; row < pixels.length; row += stride + 1) {
    for (let at = row + 1; at < row + 1 + stride; at += 4) {
      const alpha = pixels[at + 3] ?? 0;
      const [blue, green, red] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      pixels[at] = straight(red, alpha);
      pixels[at + 1] = straight(green, alpha);
      pixels[at + 2] = straight(blue, alpha);
    }
  }
}

function straight(value: number, alpha: number): number {
  return alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
}

function chunkBytes(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}
