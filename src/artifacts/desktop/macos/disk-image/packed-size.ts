import { type Chunk, lastChunkAt } from './chunk-table.js';
import type { VolumeFile } from './volume-file.js';

/**
 * How many bytes of the image a file takes: of each chunk the share that its extents have in it.
 * `volumeAt` is where on the disk the volume begins.
 */
export function packedSize(
  { size, content }: VolumeFile,
  chunks: readonly Chunk[],
  volumeAt: number,
): number {
  if (content.kind !== 'extents') return 0;
  let left = size;
  let packed = 0;
  for (const extent of content.extents) {
    const used = Math.min(left, extent.size);
    left -= used;
    if (extent.offset !== null) packed += packedBytes(chunks, volumeAt + extent.offset, used);
  }
  return Math.round(packed);
}

function packedBytes(chunks: readonly Chunk[], start: number, size: number): number {
  let packed = 0;
  for (let index = Math.max(0, lastChunkAt(chunks, start)); index < chunks.length; index += 1) {
    const chunk = chunks[index];
    if (chunk === undefined || chunk.start >= start + size) break;
    const from = Math.max(start, chunk.start);
    const to = Math.min(start + size, chunk.start + chunk.size);
    if (from < to) packed += ((to - from) / chunk.size) * chunk.packedSize;
  }
  return packed;
}
