import type { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { AppError } from '../errors.js';
import { asRefusal, decodeName, refusedEntry, shown, troubleWithMethod } from './archive-entry.js';
import { damaged } from './damage.js';
import { entryContent } from './entry-content.js';
import type { FileBytes } from './file-bytes.js';
import type { PackedFile, PackedFiles } from './packed-files.js';
import { type ReadWindow, readWindow } from './read-window.js';
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
const windowSize = 64 * 1024;
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
    ...entryContent(file, own),
  };
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

function troubleWith(name: string, entry: Entry): AppError | null {
  if (name === '' || hasControlCharacter(name)) return refusedEntry(name, 'has a forbidden name');
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    return refusedEntry(name, 'leaves the archive by its name');
  }
  if (entry.isEncrypted()) return refusedEntry(name, 'is encrypted');
  return troubleWithMethod(name, entry.compressionMethod);
}

function hasControlCharacter(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) if (name.charCodeAt(at) < 0x20) return true;
  return false;
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

/** Lets yauzl read our open file. */
class FileReader extends RandomAccessReader {
  readonly #window: ReadWindow;

  constructor(file: FileBytes) {
    super();
    this.#window = readWindow(file, windowSize);
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, count?: number) => void,
  ): void {
    try {
      this.#window(position, length).copy(target, offset);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, length);
  }

  override _readStreamForRange(): Readable {
    throw new Error('entries are read by entry-content.ts');
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }
}
