import { crc32 } from 'node:zlib';
import type { Archive, ArchiveEntry } from '../archive.js';
import { damaged } from '../damage.js';

/** Judges the bytes of an entry as they stream by, and keeps none of them. */
export interface EntrySink {
  /** The next bytes and where in the entry they stand. */
  take(chunk: Buffer, position: number): void;
  /** After the last bytes: whether they were as they should be. */
  isGood(): boolean;
}

/** Reads an entry once for all its judges. Refused where it is cut short or its CRC differs. */
export async function passThrough(
  archive: Archive,
  entry: ArchiveEntry,
  sinks: readonly EntrySink[],
): Promise<void> {
  let position = 0;
  let checksum = 0;
  for await (const chunk of archive.pieces(entry)) {
    checksum = crc32(chunk, checksum);
    for (const sink of sinks) sink.take(chunk, position);
    position += chunk.length;
  }
  if (position !== entry.size || checksum !== entry.crc) {
    throw damaged(JSON.stringify(entry.name.slice(0, 120)));
  }
}
