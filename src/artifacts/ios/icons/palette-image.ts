import { unpackLzfseUpTo } from '../../apple/lzfse/lzfse.js';

const magic = 0xcafef00d;
const latestVersion = 1;
const headerSize = 10;
const mostColours = 4096;
const pixelSize = 4;

/**
 * Rows of pixels (blue, green, red, alpha) out of a table of colours and indexes into it: an LZFSE
 * stream of magic number, version, number of colours, the colours, and rows of indexes (as CoreUI
 * reads what `assetutil` calls "palette-img"). An index has 1, 2, 4, 8 or 16 bits, the first of them
 * highest in a little-endian word of 16. Throws a `RangeError` on damage.
 */
export function unpackPalette(packed: Buffer, width: number, height: number): Buffer {
  const rowsLimit = height * rowSize(width, 16);
  const bytes = unpackLzfseUpTo(packed, headerSize + mostColours * pixelSize + rowsLimit);
  const count = bytes.readUInt16LE(8);
  if (bytes.readUInt32LE(0) !== magic || bytes.readUInt32LE(4) > latestVersion)
    throw new RangeError('no palette');
  if (count < 1 || count > mostColours) throw new RangeError('no colours');
  const colours = bytes.subarray(headerSize, headerSize + count * pixelSize);
  const bits = bitsOfIndex(count);
  const indexes = bytes.subarray(headerSize + colours.length);
  const stride = rowSize(width, bits);
  const rows = Buffer.alloc(width * height * pixelSize);
  for (let row = 0, to = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1, to += pixelSize) {
      const bit = column * bits;
      const word = indexes.readUInt16LE(row * stride + (bit >> 4) * 2);
      const index = (word >> (16 - bits - (bit & 15))) & (2 ** bits - 1);
      // stored as alpha, red, green, blue
      rows.writeUInt32BE(colours.readUInt32LE(index * pixelSize), to);
    }
  }
  return rows;
}

/** The least power of two that holds the highest index. */
function bitsOfIndex(count: number): number {
  const needed = Math.max(1, 32 - Math.clz32(count - 1));
  return 2 ** Math.ceil(Math.log2(needed));
}

/** Rows begin at a word of 16 bits. */
function rowSize(width: number, bits: number): number {
  return Math.ceil((width * bits) / 16) * 2;
}
