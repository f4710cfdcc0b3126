import type { FileBytes } from '../../../file-bytes.js';

/** Random access to a disk, or to a part of one; reads outside throw. */
export type DiskBytes = Pick<FileBytes, 'size' | 'read' | 'readInto'>;

/** Gives `read` to what can fill a buffer; `readInto` is never asked for bytes outside. */
export function diskBytes(
  size: number,
  readInto: (target: Uint8Array, position: number) => void,
): DiskBytes {
  const into = (target: Uint8Array, position: number): void => {
    if (!isInside(size, position, target.length)) throw new RangeError('outside the disk');
    readInto(target, position);
  };
  return {
    size,
    readInto: into,
    read(position, length) {
      if (!isInside(size, position, length)) throw new RangeError('outside the disk');
      const bytes = Buffer.allocUnsafe(length);
      into(bytes, position);
      return bytes;
    },
  };
}

/** Bytes in memory as a disk. */
export function heldBytes(bytes: Buffer): DiskBytes {
  return diskBytes(bytes.length, (target, position) => {
    bytes.copy(target, 0, position, position + target.length);
  });
}

/** A part of a disk as a disk of its own; throws a `RangeError` where it does not lie inside. */
export function partOfDisk(disk: DiskBytes, offset: number, size: number): DiskBytes {
  if (!isInside(disk.size, offset, size)) throw new RangeError('a partition outside the disk');
  return diskBytes(size, (target, position) => disk.readInto(target, offset + position));
}

function isInside(size: number, position: number, length: number): boolean {
  return (
    Number.isSafeInteger(position) && position >= 0 && length >= 0 && position + length <= size
  );
}

/** A 64-bit number that counts bytes or blocks; throws a `RangeError` where it is beyond counting. */
export function countOf(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('a number is too large');
  return Number(value);
}
