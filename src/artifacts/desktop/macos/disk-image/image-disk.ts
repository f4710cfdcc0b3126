import type { FileBytes } from '../../../file-bytes.js';
import { type Chunk, lastChunkAt } from './chunk-table.js';
import { type DiskBytes, diskBytes } from './disk-bytes.js';
import { chunkType, maxChunkSize, unpackChunk } from './unpack-chunk.js';

/** Of chunks kept unpacked, the largest at least; a reader goes through a file from front to back. */
const cacheSize = maxChunkSize;
const maxPackedSize = 2 * maxChunkSize;

/**
 * The disk in an image as if it were unpacked: chunks are unpacked when read, and the last few are
 * kept. What no chunk holds reads as zeros. Reads throw a `RangeError` or a zlib error on damage.
 */
export function imageDisk(file: FileBytes, chunks: readonly Chunk[], size: number): DiskBytes {
  const unpacked = chunkCache(file);
  return diskBytes(size, (target, position) => {
    const end = position + target.length;
    for (let at = position; at < end; ) {
      const index = lastChunkAt(chunks, at);
      const chunk = chunks[index];
      const isIn = chunk !== undefined && at < chunk.start + chunk.size;
      const next = isIn ? chunk.start + chunk.size : (chunks[index + 1]?.start ?? end);
      const part = target.subarray(at - position, Math.min(end, next) - position);
      if (isIn) readChunk(file, chunk, unpacked, part, at - chunk.start);
      else part.fill(0);
      at += part.length;
    }
  });
}

function readChunk(
  file: FileBytes,
  chunk: Chunk,
  unpacked: (chunk: Chunk) => Buffer,
  target: Uint8Array,
  at: number,
): void {
  const { type } = chunk;
  if (type === chunkType.zeros || type === chunkType.unused) target.fill(0);
  else if (type !== chunkType.stored) unpacked(chunk).copy(target, 0, at, at + target.length);
  else if (chunk.packedSize !== chunk.size) throw new RangeError('stored chunk of another size');
  else file.readInto(target, chunk.packedAt + at);
}

function chunkCache(file: FileBytes): (chunk: Chunk) => Buffer {
  const kept = new Map<Chunk, Buffer>();
  let keptSize = 0;
  /** Grows to the largest chunk: to allocate each would leave a heap of buffers behind. */
  let room = Buffer.alloc(0);
  return (chunk) => {
    const known = kept.get(chunk);
    if (known !== undefined) return known;
    if (chunk.size > maxChunkSize || chunk.packedSize > maxPackedSize) {
      throw new RangeError('a chunk is too large');
    }
    if (room.length < chunk.packedSize) room = Buffer.alloc(chunk.packedSize);
    const packed = room.subarray(0, chunk.packedSize);
    file.readInto(packed, chunk.packedAt);
    const bytes = unpackChunk(chunk.type, packed, chunk.size);
    kept.set(chunk, bytes);
    keptSize += bytes.length;
    for (const [oldest, { length }] of kept) {
      if (keptSize <= cacheSize) break;
      kept.delete(oldest);
      keptSize -= length;
    }
    return bytes;
  };
}
