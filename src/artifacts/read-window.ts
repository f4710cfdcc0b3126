import type { FileBytes } from './file-bytes.js';

/** The bytes at a position, as a view that nobody writes to. */
export type ReadWindow = (position: number, length: number) => Buffer;

const leastSize = 8 * 1024;

/**
 * Serves small reads out of larger ones: of `windowSize` bytes where they follow on the last one, as
 * those of a directory or of entries in the order of the file do, and else of 8 KiB. Throws
 * `unreadable_artifact` outside the file.
 */
export function readWindow(file: FileBytes, windowSize: number): ReadWindow {
  let window: Buffer = Buffer.alloc(0);
  let start = 0;
  return (position, length) => {
    if (length > windowSize) return file.read(position, length);
    const at = position - start;
    if (at >= 0 && at + length <= window.length) return window.subarray(at, at + length);
    const follows = at >= 0 && at <= window.length;
    const size = Math.min(follows ? windowSize : leastSize, file.size - position);
    window = file.read(position, Math.max(length, size));
    start = position;
    return window.subarray(0, length);
  };
}
