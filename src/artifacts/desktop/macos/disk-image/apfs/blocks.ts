import { countOf, type DiskBytes } from '../disk-bytes.js';

/** Reads one object of APFS, which fills a block; throws a `RangeError` where its checksum differs. */
export type ReadBlock = (block: bigint) => Buffer;

const headerSize = 32;
const checksumSize = 8;
const modulus = 0xffffffff;

/** Blocks of `size` bytes, of which no more than `limit` are read: what leads in circles ends there. */
export function blockReader(disk: DiskBytes, size: number, limit: number): ReadBlock {
  let left = limit;
  return (block) => {
    left -= 1;
    if (left < 0) throw new RangeError('too many blocks');
    const bytes = disk.read(countOf(block) * size, size);
    if (!holdsOwnChecksum(bytes)) throw new RangeError('a block was changed');
    return bytes;
  };
}

/** Fletcher's checksum over all but itself (Apple File System Reference, "Objects"). */
export function holdsOwnChecksum(bytes: Buffer): boolean {
  if (bytes.length < headerSize) return false;
  let [low, high] = [0, 0];
  for (let at = checksumSize; at < bytes.length; at += 4) {
    low = (low + bytes.readUInt32LE(at)) % modulus;
    high = (high + low) % modulus;
  }
  const first = modulus - ((low + high) % modulus);
  const second = modulus - ((low + first) % modulus);
  return bytes.readUInt32LE(0) === first && bytes.readUInt32LE(4) === second;
}
