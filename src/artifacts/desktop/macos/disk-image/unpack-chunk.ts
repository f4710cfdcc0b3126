import { inflateSync } from 'node:zlib';
import { unpackLzfse } from '../../../apple/lzfse/lzfse.js';
import { unpackAdc } from './adc.js';
import { unpackBzip2 } from './bzip2.js';
import { unpackXz } from './xz/xz.js';

/** Chunk types whose sectors need no unpacking. */
export const chunkType = { zeros: 0, stored: 1, unused: 2 } as const;

/** Unpacked; Apple's tools pack at most 2 MiB at once. */
export const maxChunkSize = 4 * 1024 * 1024;

type Unpack = (packed: Buffer, size: number) => Buffer;

const unpackers: ReadonlyMap<number, Unpack> = new Map<number, Unpack>([
  [0x80000004, unpackAdc],
  [0x80000005, inflate],
  [0x80000006, unpackBzip2],
  [0x80000007, unpackLzfse],
  [0x80000008, unpackXz],
]);

/** Unpacks one chunk to exactly `size` bytes. Throws a `RangeError` or a zlib error on damage. */
export function unpackChunk(type: number, packed: Buffer, size: number): Buffer {
  const unpack = unpackers.get(type);
  if (unpack === undefined) throw new RangeError(`chunk type ${type}`);
  return unpack(packed, size);
}

function inflate(packed: Buffer, size: number): Buffer {
  const bytes = inflateSync(packed, { maxOutputLength: size, chunkSize: size + 64 });
  if (bytes.length !== size) throw new RangeError('a chunk of another size');
  return bytes;
}
