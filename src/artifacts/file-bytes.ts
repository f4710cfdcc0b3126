import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../errors.js';

/**
 * Random access to one build file. Reads are synchronous: everything that reads a build runs in a
 * thread of its own (`inspect-worker.ts`), where waiting disturbs nobody.
 */
export interface FileBytes {
  readonly size: number;
  /** A new buffer of exactly `length` bytes; throws `unreadable_artifact` outside the file. */
  read(position: number, length: number): Buffer;
  /** Fills `target` from `position`; throws `unreadable_artifact` outside the file. */
  readInto(target: Uint8Array, position: number): void;
  close(): void;
}

/** Opens a file for reading; the caller closes it. Throws what `node:fs` throws. */
export function openFileBytes(path: string): FileBytes {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  const readInto = (target: Uint8Array, position: number): void => {
    if (position < 0 || position + target.length > size) throw truncated();
    let done = 0;
    while (done < target.length) {
      const count = readSync(descriptor, target, done, target.length - done, position + done);
      if (count === 0) throw truncated();
      done += count;
    }
  };
  return {
    size,
    readInto,
    read(position, length) {
      if (position < 0 || length < 0 || position + length > size) throw truncated();
      const bytes = Buffer.allocUnsafe(length);
      readInto(bytes, position);
      return bytes;
    },
    close: () => closeSync(descriptor),
  };
}

function truncated(): AppError {
  return new AppError('unreadable_artifact', 'The file ends too early; upload it again.');
}
