import { Readable } from 'node:stream';
import { AppError } from '../../../../errors.js';
import { damaged } from '../../../damage.js';
import type { PackedFile, PackedFiles } from '../../../packed-files.js';
import { type DiskBytes, heldBytes } from './disk-bytes.js';
import { extentBytes } from './extent-bytes.js';
import type { VolumeFile } from './volume-file.js';

const pieceSize = 256 * 1024;

/** The files of a volume for the readers of apps. Throws `unreadable_artifact` where a path stands twice. */
export function volumeFiles(disk: DiskBytes, files: readonly VolumeFile[]): PackedFiles {
  const entries = new Map<string, PackedFile>();
  const contents = new Map<string, VolumeFile>();
  for (const file of files) {
    const { path: name, size, isLink } = file;
    if (contents.has(name)) throw damaged(shown(name));
    contents.set(name, file);
    entries.set(name, { name, size, isLink });
  }
  const bytesOf = ({ name }: PackedFile): DiskBytes => {
    const file = contents.get(name);
    if (file === undefined) throw damaged(shown(name));
    return reading(name, () => fileBytes(disk, file));
  };
  return {
    entries,
    read: async (file, limit) => {
      if (file.size > limit) throw tooLarge(file.name, limit);
      const bytes = bytesOf(file);
      return reading(file.name, () => bytes.read(0, bytes.size));
    },
    stream: async (file) => Readable.from(piecesOf(file.name, bytesOf(file), false)),
    pieces: (file) => piecesOf(file.name, bytesOf(file), true),
  };
}

function fileBytes(disk: DiskBytes, { content, size }: VolumeFile): DiskBytes {
  if (content.kind === 'compressed') {
    throw new AppError(
      'unsupported_artifact',
      'The file system of this disk image has compressed the app, which is not read here; make the image from an uncompressed copy, or upload the app as a ZIP archive.',
    );
  }
  if (content.kind === 'bytes') return heldBytes(content.bytes);
  return extentBytes(disk, content.extents, size);
}

/** In one buffer over and over, or each piece in its own. */
async function* piecesOf(
  name: string,
  bytes: DiskBytes,
  sharesRoom: boolean,
): AsyncGenerator<Buffer> {
  const room = sharesRoom ? Buffer.allocUnsafe(Math.min(pieceSize, bytes.size)) : null;
  for (let at = 0; at < bytes.size; at += pieceSize) {
    const length = Math.min(pieceSize, bytes.size - at);
    const piece = room?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    reading(name, () => bytes.readInto(piece, at));
    yield piece;
  }
}

function reading<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AppError ? error : damaged(shown(name), error);
  }
}

function tooLarge(name: string, limit: number): AppError {
  return new AppError(
    'unreadable_artifact',
    `The disk image is not safe to read: ${shown(name)} is larger than ${limit} bytes.`,
  );
}

/** A name out of the image, fit for a sentence. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 120));
}
