/** Unsigned 32-bit integers, little-endian. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
}

/** Unsigned 32-bit integers, big-endian. */
export const bigEndianWords = (...values: readonly number[]): Buffer => words(...values).swap32();

/** Unsigned 16-bit integers, little-endian. */
export function halfWords(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value & 0xffff, index * 2);
  return bytes;
}

/** One unsigned 64-bit integer, little-endian. */
export function longWord(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** The parts as one run behind their common length. */
export function lengthPrefixed(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([words(body.length), body]);
}
