import { type DiskBytes, diskBytes } from './disk-bytes.js';
import type { Extent } from './volume-file.js';

/** A file's bytes as a disk of their own; throws a `RangeError` where the extents hold fewer than `size`. */
export function extentBytes(disk: DiskBytes, extents: readonly Extent[], size: number): DiskBytes {
  if (extents.reduce((sum, extent) => sum + extent.size, 0) < size) {
    throw new RangeError('a file is longer than its extents');
  }
  return diskBytes(size, (target, position) => {
    let start = 0;
    for (const extent of extents) {
      const from = Math.max(position, start);
      const to = Math.min(position + target.length, start + extent.size);
      if (from < to) {
        const part = target.subarray(from - position, to - position);
        if (extent.offset === null) part.fill(0);
        else disk.readInto(part, extent.offset + from - start);
      }
      start += extent.size;
    }
  });
}
