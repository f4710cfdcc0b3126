import { AppError } from '../../errors.js';

/** The strings of one chunk; `get` gives null for the index 0xffffffff and outside the pool. */
export interface StringPool {
  get(index: number): string | null;
}

const utf8Flag = 0x100;
/** Offsets may all point at one long string: what is decoded from one pool is bounded. */
const decodeBudget = 32 * 1024 * 1024;

/**
 * Reads a `ResStringPool` (AOSP `ResourceTypes.h`), UTF-8 or UTF-16. Strings are decoded when asked
 * for. `chunk` is the chunk alone, header included.
 */
export function readStringPool(chunk: Buffer): StringPool {
  const headerSize = chunk.readUInt16LE(2);
  const count = chunk.readUInt32LE(8);
  const isUtf8 = (chunk.readUInt32LE(16) & utf8Flag) !== 0;
  const start = chunk.readUInt32LE(20);
  if (headerSize + count * 4 > chunk.length) throw new RangeError('string pool too short');
  const decoded = new Map<number, string>();
  let budget = decodeBudget;
  return {
    get(index) {
      if (index >= count) return null;
      const at = start + chunk.readUInt32LE(headerSize + index * 4);
      const known = decoded.get(at);
      if (known !== undefined) return known;
      const text = isUtf8 ? utf8At(chunk, at) : utf16At(chunk, at);
      budget -= text.length;
      if (budget < 0)
        throw new AppError('unreadable_artifact', 'The strings of the APK do not end.');
      decoded.set(at, text);
      return text;
    },
  };
}

/** Two lengths, in characters and in bytes, each of one or two bytes; then the bytes. */
function utf8At(chunk: Buffer, at: number): string {
  const afterCharacters = at + (chunk.readUInt8(at) & 0x80 ? 2 : 1);
  const first = chunk.readUInt8(afterCharacters);
  const isLong = (first & 0x80) !== 0;
  const length = isLong ? ((first & 0x7f) << 8) | chunk.readUInt8(afterCharacters + 1) : first;
  const from = afterCharacters + (isLong ? 2 : 1);
  if (from + length > chunk.length) throw new RangeError('string beyond its pool');
  return chunk.toString('utf8', from, from + length);
}

/** One length of one or two 16-bit units; then the units. */
function utf16At(chunk: Buffer, at: number): string {
  const first = chunk.readUInt16LE(at);
  const isLong = (first & 0x8000) !== 0;
  const length = isLong ? (first & 0x7fff) * 0x10000 + chunk.readUInt16LE(at + 2) : first;
  const from = at + (isLong ? 4 : 2);
  if (from + length * 2 > chunk.length) throw new RangeError('string beyond its pool');
  return chunk.toString('utf16le', from, from + length * 2);
}
