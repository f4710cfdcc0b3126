import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { AppError } from '../errors.js';
import { damaged } from './damage.js';
import type { FileBytes } from './file-bytes.js';
import type { PackedFile, PackedFiles } from './packed-files.js';
import { findZipEnd, type ZipEnd } from './zip-end.js';

/** A ZIP archive, indexed once and read entry by entry within bounds. */
export interface Archive extends PackedFiles {
  readonly end: ZipEnd;
  /** Every entry by its name, in directory order; a directory's name ends in `/`. */
  readonly entries: ReadonlyMap<string, ArchiveEntry>;
  /** Why the archive is refused although it can be read: two readers may see two different files in it. */
  readonly unsafe: AppError | null;
}

export interface ArchiveEntry extends PackedFile {
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

const maxEntries = 200_000;
const maxDirectorySize = 64 * 1024 * 1024;
const stored = 0;
const deflated = 8;
/** Of the Unix file mode in the upper half of the external attributes. */
const fileTypeMask = 0xf000;
const linkType = 0xa000;

/**
 * Indexes a ZIP archive. Throws `unreadable_artifact` for a damaged or oversized directory and for
 * two entries of one name. Names that leave the archive or hold control characters, encryption, and
 * methods other than stored and deflated (Android reads every other method as deflated) make it
 * `unsafe`: what it holds can still be told.
 */
export async function openArchive(file: FileBytes): Promise<Archive> {
  const end = findZipEnd(file);
  if (end.entryCount > maxEntries || end.directorySize > maxDirectorySize) {
    throw new AppError('unreadable_artifact', `The archive holds more than ${maxEntries} entries.`);
  }
  const zip = await fromRandomAccessReaderPromise(new FileReader(file), file.size, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((error) => Promise.reject(damaged('The archive', error)));
  const { entries, unsafe } = await index(zip, end).catch(asRefusal);
  const own = ({ name }: PackedFile): ArchiveEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw damaged(shown(name));
    return entry;
  };
  return {
    end,
    entries,
    unsafe,
    read: (packed, limit) => readWhole(file, zip, own(packed), limit).catch(asRefusal),
    stream: (packed) => openStream(file, zip, own(packed)).catch(asRefusal),
    pieces: (packed) => piecesOf(file, zip, own(packed)),
  };
}

function asRefusal(error: unknown): never {
  throw error instanceof AppError ? error : damaged('The archive', error);
}

async function index(
  zip: ZipFile,
  end: ZipEnd,
): Promise<{ entries: Map<string, ArchiveEntry>; unsafe: AppError | null }> {
  const entries = new Map<string, ArchiveEntry>();
  let unsafe: AppError | null = null;
  let directorySize = 0;
  for await (const entry of zip.eachEntry()) {
    const name = decodeName(entry.fileNameRaw);
    if (entries.has(name)) throw refusedEntry(name, 'is in the archive twice');
    unsafe ??= troubleWith(name, entry);
    entries.set(name, summary(name, entry));
    directorySize += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
  }
  if (directorySize !== end.directorySize) throw damaged('The directory of the archive');
  return { entries, unsafe };
}

/** UTF-8 as Android and Apple write it; names of older tools keep their bytes as Latin-1. */
function decodeName(raw: Buffer): string {
  const name = raw.toString('utf8');
  return name.includes('\ufffd') ? raw.toString('latin1') : name;
}

function troubleWith(name: string, entry: Entry): AppError | null {
  if (name === '' || hasControlCharacter(name)) return refusedEntry(name, 'has a forbidden name');
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    return refusedEntry(name, 'leaves the archive by its name');
  }
  if (entry.isEncrypted()) return refusedEntry(name, 'is encrypted');
  return troubleWithMethod(name, entry.compressionMethod);
}

function troubleWithMethod(name: string, method: number): AppError | null {
  const known = method === stored || method === deflated;
  return known ? null : refusedEntry(name, `uses compression method ${method}`);
}

function hasControlCharacter(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) if (name.charCodeAt(at) < 0x20) return true;
  return false;
}

function refusedEntry(name: string, what: string): AppError {
  return new AppError(
    'unreadable_artifact',
    `The archive is not safe to read: ${shown(name)} ${what}.`,
  );
}

/** A name out of the archive, fit for a sentence. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}

function summary(name: string, entry: Entry): ArchiveEntry {
  return {
    name,
    method: entry.compressionMethod,
    crc: entry.crc32,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    headerOffset: entry.relativeOffsetOfLocalHeader,
    isLink: ((entry.externalFileAttributes >>> 16) & fileTypeMask) === linkType,
  };
}

async function readWhole(
  file: FileBytes,
  zip: ZipFile,
  entry: ArchiveEntry,
  limit: number,
): Promise<Buffer> {
  if (entry.size > limit) throw refusedEntry(entry.name, `is larger than ${limit} bytes`);
  const stream = await openStream(file, zip, entry);
  const bytes = Buffer.alloc(entry.size);
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (length + chunk.length > entry.size) throw damaged(shown(entry.name));
    chunk.copy(bytes, length);
    length += chunk.length;
  }
  if (length !== entry.size || crc32(bytes) !== entry.crc) throw damaged(shown(entry.name));
  return bytes;
}

async function openStream(file: FileBytes, zip: ZipFile, entry: ArchiveEntry): Promise<Readable> {
  const start = await dataStart(zip, entry);
  return Readable.from(unpacked(entry, chunksOf(file, start, start + entry.compressedSize)));
}

/** Stored bytes pass through one buffer: to allocate each piece costs half of what its hash does. */
async function* piecesOf(
  file: FileBytes,
  zip: ZipFile,
  entry: ArchiveEntry,
): AsyncGenerator<Buffer> {
  try {
    const start = await dataStart(zip, entry);
    const end = start + entry.compressedSize;
    const isStored = entry.method === stored;
    const room = isStored
      ? Buffer.allocUnsafe(Math.min(pieceSize, entry.compressedSize))
      : undefined;
    yield* unpacked(entry, chunksOf(file, start, end, room));
  } catch (error) {
    asRefusal(error);
  }
}

async function dataStart(zip: ZipFile, entry: ArchiveEntry): Promise<number> {
  const trouble = troubleWithMethod(entry.name, entry.method);
  if (trouble !== null) throw trouble;
  const yauzlEntry = Object.assign(new Entry(), {
    generalPurposeBitFlag: 0,
    compressionMethod: entry.method,
    compressedSize: entry.compressedSize,
    uncompressedSize: entry.size,
    relativeOffsetOfLocalHeader: entry.headerOffset,
  });
  const header = await zip.readLocalFileHeaderPromise(yauzlEntry, {});
  if (header.compressionMethod !== entry.method || decodeName(header.fileName) !== entry.name) {
    throw refusedEntry(entry.name, 'has two different headers');
  }
  return header.fileDataStart;
}

/** In larger pieces than zlib gives of itself: each costs a turn of the event loop. */
function inflated(packed: Iterable<Buffer>): Readable {
  const source = Readable.from(packed, { objectMode: false });
  return pipeline(source, createInflateRaw({ chunkSize: pieceSize }), () => undefined);
}

async function* unpacked(entry: ArchiveEntry, packed: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const bytes = entry.method === stored ? packed : inflated(packed);
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > entry.size) break;
    yield chunk;
  }
  if (length !== entry.size) throw damaged(shown(entry.name));
}

/** Lets yauzl read our open file: small reads come from one window, so that a directory of 200 000
 * entries costs a thousand reads and not four hundred thousand. */
class FileReader extends RandomAccessReader {
  readonly #file: FileBytes;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(file: FileBytes) {
    super();
    this.#file = file;
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, count?: number) => void,
  ): void {
    try {
      this.#slice(position, length).copy(target, offset);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, length);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(chunksOf(this.#file, start, end), { objectMode: false });
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }

  #slice(position: number, length: number): Buffer {
    if (length > windowSize) return this.#file.read(position, length);
    const at = position - this.#windowStart;
    if (at >= 0 && at + length <= this.#window.length)
      return this.#window.subarray(at, at + length);
    this.#window = this.#file.read(
      position,
      Math.max(length, Math.min(windowSize, this.#file.size - position)),
    );
    this.#windowStart = position;
    return this.#window.subarray(0, length);
  }
}

const windowSize = 64 * 1024;
/** Of a stream: fewer and larger pieces take a quarter off the time of a stored GiB. */
const pieceSize = 256 * 1024;

/** In buffers of their own, or one behind the other in `room`, which holds the largest. */
function* chunksOf(file: FileBytes, start: number, end: number, room?: Buffer): Generator<Buffer> {
  for (let at = start; at < end; at += pieceSize) {
    const length = Math.min(pieceSize, end - at);
    const piece = room === undefined ? Buffer.allocUnsafe(length) : room.subarray(0, length);
    file.readInto(piece, at);
    yield piece;
  }
}
