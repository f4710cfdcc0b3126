import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Platform } from '../platform.js';

/** Hashes of a file's chunks, as an install manifest lists them; all hex. */
export interface ChunkHashes {
  /** Bytes of the file. */
  size: number;
  /** Bytes of a chunk, the last may be shorter: `sha256-size` and `md5-size` in the manifest. */
  chunkBytes: number;
  /** Of the whole file. */
  sha256: string;
  sha256s: string[];
  md5s: string[];
}

/**
 * The chunks that the install manifest of a build lists. Only iOS takes one: of another platform's
 * build nothing is read. Throws where the file is not what came.
 */
export async function manifestHashes(
  platform: Platform,
  { path, sha256 }: { path: string; sha256: string },
): Promise<Pick<ChunkHashes, 'chunkBytes' | 'sha256s' | 'md5s'>> {
  if (platform !== 'ios') return { chunkBytes: 0, sha256s: [], md5s: [] };
  const { sha256: read, chunkBytes, sha256s, md5s } = await chunkHashes(path);
  if (read !== sha256) throw new Error('the file changed since its last byte came');
  return { chunkBytes, sha256s, md5s };
}

/** 10 MiB, the size that Apple's own manifests use. */
const CHUNK_BYTES = 10_485_760;
const PIECE_BYTES = 262_144;

/**
 * Hashes the file in one pass with one small buffer. A device that has both lists checks SHA-256
 * alone (Apple, ManifestURL); MD5 is for those before it. The chunk of a file that fits in one is
 * as long as the file.
 */
export async function chunkHashes(path: string, chunkBytes = CHUNK_BYTES): Promise<ChunkHashes> {
  const handle = await open(path, 'r');
  try {
    return await hash(handle, chunkBytes);
  } finally {
    await handle.close();
  }
}

async function hash(handle: FileHandle, chunkBytes: number): Promise<ChunkHashes> {
  const whole = createHash('sha256');
  const sha256s: string[] = [];
  const md5s: string[] = [];
  const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, chunkBytes));
  let size = 0;
  let length: number;
  do {
    const sums = { sha256: createHash('sha256'), md5: createHash('md5') };
    length = await readChunk(handle, { buffer, position: size, chunkBytes }, (piece) => {
      whole.update(piece);
      sums.sha256.update(piece);
      sums.md5.update(piece);
    });
    size += length;
    if (length > 0) sha256s.push(sums.sha256.digest('hex'));
    if (length > 0) md5s.push(sums.md5.digest('hex'));
  } while (length === chunkBytes);
  const sha256 = whole.digest('hex');
  return { size, chunkBytes: Math.min(chunkBytes, size), sha256, sha256s, md5s };
}

/** Hands out one chunk piece by piece; gives its length, less than `chunkBytes` at the end of the file. */
async function readChunk(
  handle: FileHandle,
  at: { buffer: Buffer; position: number; chunkBytes: number },
  onPiece: (piece: Buffer) => void,
): Promise<number> {
  let read = 0;
  while (read < at.chunkBytes) {
    const wanted = Math.min(at.buffer.length, at.chunkBytes - read);
    const { bytesRead } = await handle.read(at.buffer, 0, wanted, at.position + read);
    if (bytesRead === 0) break;
    onPiece(at.buffer.subarray(0, bytesRead));
    read += bytesRead;
  }
  return read;
}
