import { LzmaDecoder, type LzmaProperties, type LzmaWindow } from './lzma.js';
import { RangeDecoder } from './range-decoder.js';

const magic = 'fd377a585a00';
const headerSize = 12;
const lzma2Filter = 0x21;

/**
 * Unpacks an xz stream of one block of LZMA2 and no other filter (The .xz File Format 1.1) to
 * exactly `size` bytes. Its checksums are not looked at. Throws a `RangeError` on damage.
 */
export function unpackXz(source: Buffer, size: number): Buffer {
  if (source.toString('hex', 0, 6) !== magic) throw new RangeError('no xz');
  const target = Buffer.alloc(size);
  const end = unpackLzma2(source.subarray(headerSize + blockHeaderSize(source)), target);
  if (end !== size) throw new RangeError('xz of another size');
  return target;
}

/** Flags tell the number of filters and which of two optional sizes are there. */
function blockHeaderSize(source: Buffer): number {
  const size = 4 * (source.readUInt8(headerSize) + 1);
  const flags = source.readUInt8(headerSize + 1);
  if (size === 4 || (flags & 0x03) !== 0) throw new RangeError('xz with other filters');
  let at = headerSize + 2;
  for (const flag of [0x40, 0x80]) {
    if ((flags & flag) === 0) continue;
    while (source.readUInt8(at) >= 0x80) at += 1;
    at += 1;
  }
  if (source.readUInt8(at) !== lzma2Filter) throw new RangeError('xz with other filters');
  return size;
}

/** Chunks that begin with what they reset and their sizes; gives how many bytes there were. */
function unpackLzma2(source: Buffer, target: Buffer): number {
  let window: LzmaWindow | null = null;
  let properties: LzmaProperties | null = null;
  let decoder: LzmaDecoder | null = null;
  let end = 0;
  for (let at = 0; ; ) {
    const control = source.readUInt8(at);
    if (control === 0) return end;
    if (control === 1 || control >= 0xe0) window = { target, start: end };
    if (window === null) throw new RangeError('LZMA2 without a beginning');
    if (control < 0x80) {
      const size = source.readUInt16BE(at + 1) + 1;
      if (control > 2) throw new RangeError('LZMA2');
      if (source.copy(target, end, at + 3, at + 3 + size) !== size) throw new RangeError('LZMA2');
      at += 3 + size;
      end += size;
      continue;
    }
    const next = end + ((control & 0x1f) << 16) + source.readUInt16BE(at + 1) + 1;
    const packed = source.readUInt16BE(at + 3) + 1;
    at += 5;
    if (control >= 0xc0) {
      properties = readProperties(source.readUInt8(at));
      at += 1;
    }
    if (control >= 0xa0 && properties !== null) decoder = new LzmaDecoder(properties);
    if (decoder === null || next > target.length) throw new RangeError('LZMA2');
    decoder.decode(new RangeDecoder(source.subarray(at, at + packed)), window, end, next);
    at += packed;
    end = next;
  }
}

function readProperties(byte: number): LzmaProperties {
  const [lc, lp, pb] = [byte % 9, Math.floor(byte / 9) % 5, Math.floor(byte / 45)];
  if (pb > 4 || lc + lp > 4) throw new RangeError('LZMA properties');
  return { lc, lp, pb };
}
