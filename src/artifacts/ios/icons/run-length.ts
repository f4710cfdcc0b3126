const headerSize = 12;
const pixelSize = 4;
const fill = 0x80;
/** Bytes per element as its logarithm plus one; greater ones are 4 bytes as well. */
const depthOfPixels = 3;

/**
 * Rows of 4-byte pixels out of runs (after `DecompressData` of Apple's IOGraphics): depth, width and
 * height, the offset of each row, and in a row runs of one pixel or pixels as they are. Rows that are
 * alike may share their bytes. Throws a `RangeError` on damage and on another size.
 */
export function unpackRuns(packed: Buffer, width: number, height: number): Buffer {
  const isSame = packed.readUInt32LE(4) === width && packed.readUInt32LE(8) === height;
  if (packed.readUInt32LE(0) < depthOfPixels || !isSame) throw new RangeError('other rows');
  const rows = Buffer.alloc(width * height * pixelSize);
  for (let row = 0; row < height; row += 1) {
    const start = row * width * pixelSize;
    const target = rows.subarray(start, start + width * pixelSize);
    unpackRow(packed.subarray(packed.readUInt32LE(headerSize + row * 4)), target);
  }
  return rows;
}

function unpackRow(packed: Buffer, target: Buffer): void {
  for (let at = 0, end = 0; end < target.length; ) {
    const code = packed.readUInt32LE(at);
    const size = (code & 0xffffff) * pixelSize;
    const isFill = code >>> 24 === fill;
    const source = packed.subarray(at + 4, at + 4 + (isFill ? pixelSize : size));
    if (size === 0 || end + size > target.length) throw new RangeError('a run does not fit');
    if (source.length < (isFill ? pixelSize : size)) throw new RangeError('a run ends too early');
    if (isFill) target.fill(source, end, end + size);
    else source.copy(target, end);
    at += 4 + source.length;
    end += size;
  }
}
