/**
 * Unpacks Apple Data Compression, of the oldest compressed images: runs of literal bytes, and copies
 * from what stands before. Gives exactly `size` bytes; throws a `RangeError` on damage.
 */
export function unpackAdc(source: Buffer, size: number): Buffer {
  const target = Buffer.alloc(size);
  let end = 0;
  for (let at = 0; end < size; ) {
    const { used, literals, length, distance } = readStep(source, at);
    if (end + length > size || distance > end) throw new RangeError('ADC does not fit');
    if (literals) source.copy(target, end, at + used, at + used + length);
    else for (let index = end; index < end + length; index += 1) copyByte(target, index, distance);
    if (literals && at + used + length > source.length) throw new RangeError('ADC ends too early');
    end += length;
    at += used + (literals ? length : 0);
  }
  return target;
}

function copyByte(target: Buffer, at: number, distance: number): void {
  target[at] = target[at - distance] ?? 0;
}

/** One to three bytes: literals, a short copy from near, or a long one from farther away. */
function readStep(source: Buffer, at: number) {
  const first = source.readUInt8(at);
  if (first & 0x80) return { used: 1, literals: true, length: (first & 0x7f) + 1, distance: 0 };
  if (first & 0x40) {
    const distance = source.readUInt16BE(at + 1) + 1;
    return { used: 3, literals: false, length: (first & 0x3f) + 4, distance };
  }
  const distance = ((first & 0x3) << 8) + source.readUInt8(at + 1) + 1;
  return { used: 2, literals: false, length: ((first >> 2) & 0xf) + 3, distance };
}
