import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Archive, ArchiveEntry } from './archive.js';
import {
  asRefusal,
  decodeName,
  refusedEntry,
  shown,
  troubleWithMethod,
  zipMethod,
} from './archive-entry.js';
import { damaged } from './damage.js';
import type { FileBytes } from './file-bytes.js';
import type { PackedFile } from './packed-files.js';
import { type ReadWindow, readWindow } from './read-window.js';

/** Where bytes of entries come from: the file, and a window for what is small. */
interface Source {
  file: FileBytes;
  window: ReadWindow;
}

/** Of a stream: fewer and larger pieces take a quarter off the time of a stored GiB. */
const pieceSize = 256 * 1024;
/** What is no larger than one piece is unpacked in one go: a stream for it costs more than its bytes. */
const windowSize = 2 * pieceSize;
const headerSize = 30;
const headerSignature = 0x04034b50;

/** Reads the entries of a ZIP archive, as `Archive` promises it; `own` gives the one of a name. */
export function entryContent(
  file: FileBytes,
  own: (packed: PackedFile) => ArchiveEntry,
): Pick<Archive, 'read' | 'stream' | 'pieces'> {
  const source = { file, window: readWindow(file, windowSize) };
  return {
    read: (packed, limit) => readWhole(source, own(packed), limit).catch(asRefusal),
    stream: async (packed) => {
      try {
        return openStream(source, own(packed));
      } catch (error) {
        return asRefusal(error);
      }
    },
    pieces: (packed) => piecesOf(source, own(packed)),
  };
}

async function readWhole(source: Source, entry: ArchiveEntry, limit: number): Promise<Buffer> {
  if (entry.size > limit) throw refusedEntry(entry.name, `is larger than ${limit} bytes`);
  const bytes = Buffer.alloc(entry.size);
  let length = 0;
  for await (const chunk of piecesOf(source, entry)) {
    chunk.copy(bytes, length);
    length += chunk.length;
  }
  if (crc32(bytes) !== entry.crc) throw damaged(shown(entry.name));
  return bytes;
}

function openStream(source: Source, entry: ArchiveEntry): Readable {
  const start = dataStart(source, entry);
  if (isSmall(entry)) return Readable.from([smallContent(source, entry, start)]);
  const packed = chunksOf(source.file, start, start + entry.compressedSize);
  return Readable.from(unpacked(entry, packed));
}

/** Stored bytes pass through one buffer: to allocate each piece costs half of what its hash does. */
async function* piecesOf(source: Source, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  try {
    const start = dataStart(source, entry);
    if (isSmall(entry)) {
      yield smallContent(source, entry, start);
      return;
    }
    const end = start + entry.compressedSize;
    const isStored = entry.method === zipMethod.stored;
    const room = isStored
      ? Buffer.allocUnsafe(Math.min(pieceSize, entry.compressedSize))
      : undefined;
    yield* unpacked(entry, chunksOf(source.file, start, end, room));
  } catch (error) {
    asRefusal(error);
  }
}

/** Where an entry's bytes begin; its own header must say the same as the directory. */
function dataStart({ window }: Source, entry: ArchiveEntry): number {
  const trouble = troubleWithMethod(entry.name, entry.method);
  if (trouble !== null) throw trouble;
  const header = window(entry.headerOffset, headerSize);
  if (header.readUInt32LE(0) !== headerSignature) throw damaged('The archive');
  const method = header.readUInt16LE(8);
  const nameLength = header.readUInt16LE(26);
  const extraLength = header.readUInt16LE(28);
  const name = decodeName(window(entry.headerOffset + headerSize, nameLength));
  if (method !== entry.method || name !== entry.name) {
    throw refusedEntry(entry.name, 'has two different headers');
  }
  return entry.headerOffset + headerSize + nameLength + extraLength;
}

function isSmall({ size, compressedSize }: ArchiveEntry): boolean {
  return size <= pieceSize && compressedSize <= pieceSize;
}

function smallContent({ window }: Source, entry: ArchiveEntry, start: number): Buffer {
  const packed = window(start, entry.compressedSize);
  const room = Math.max(64, entry.size);
  const bytes =
    entry.method === zipMethod.stored
      ? packed
      : inflateRawSync(packed, { chunkSize: room, maxOutputLength: room });
  if (bytes.length !== entry.size) throw damaged(shown(entry.name));
  return bytes;
}

/** In larger pieces than zlib gives of itself: each costs a turn of the event loop. */
function inflated(packed: Iterable<Buffer>): Readable {
  const source = Readable.from(packed, { objectMode: false });
  return pipeline(source, createInflateRaw({ chunkSize: pieceSize }), () => undefined);
}

async function* unpacked(entry: ArchiveEntry, packed: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = entry.method === zipMethod.stored ? packed : inflated(packed);
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > entry.size) break;
    yield chunk;
  }
  if (length !== entry.size) throw damaged(shown(entry.name));
}

/** In buffers of their own, or one behind the other in `room`, which holds the largest. */
function* chunksOf(file: FileBytes, start: number, end: number, room?: Buffer): Generator<Buffer> {
  for (let at = start; at < end; at += pieceSize) {
    const length = Math.min(pieceSize, end - at);
    const piece = room === undefined ? Buffer.allocUnsafe(length) : room.subarray(0, length);
    file.readInto(piece, at);
    yield piece;
  }
}
