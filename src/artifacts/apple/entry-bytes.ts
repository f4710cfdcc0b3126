import { crc32 } from 'node:zlib';
import { damaged } from '../damage.js';
import type { PackedFile, PackedFiles } from '../packed-files.js';

/** Judges the bytes of an entry as they stream by, and keeps none of them. */
export interface EntrySink {
  /** The next bytes and where in the entry they stand. */
  take(chunk: Buffer, position: number): void;
  /** After the last bytes: whether they were as they should be. */
  isGood(): boolean;
}

/** Reads an entry once for all its judges. Refused where it is cut short or has another CRC. */
export async function passThrough(
  archive: PackedFiles,
  entry: PackedFile,
  sinks: readonly EntrySink[],
): Promise<void> {
  let position = 0;
  let checksum = 0;
  for await (const chunk of archive.pieces(entry)) {
    if (entry.crc !== undefined) checksum = crc32(chunk, checksum);
    for (const sink of sinks) sink.take(chunk, position);
    position += chunk.length;
  }
  if (position !== entry.size || checksum !== (entry.crc ?? 0)) {
    throw damaged(JSON.stringify(entry.name.slice(0, 120)));
  }
}
