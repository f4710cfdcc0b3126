import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '../errors.js';
import { resumablePath } from '../storage/resumable.js';
import { asStorageFull } from '../storage/storage-full.js';
import { type Lease, takeLease } from './lease.js';
import type { ResumableUpload } from './model.js';
import { PieceWriter } from './piece-writer.js';
import { expiry } from './resumable.js';
import type { RunningHashes } from './running-hashes.js';

/** A sender from whom nothing comes loses the upload to the next one, who may be himself. */
const longestPauseMs = 15_000;
const syncEvery = 8 * 1024 * 1024;

export interface ReceiveDeps {
  storageDir: string;
  hashes: RunningHashes;
  now(): Date;
}

export interface Piece {
  offset: number;
  source: Readable;
  /** What the piece must have; without it every byte counts as it comes. */
  checksum: { algorithm: 'sha1' | 'sha256'; value: Buffer } | null;
}

/**
 * Appends a piece to an upload and brings `upload.offset` up to date, also where the piece was cut
 * off: what came of it counts, unless it has a checksum. An offset is noted after its bytes are
 * durable, never before. Throws `upload_busy`, `upload_offset_wrong`, `upload_checksum_wrong`,
 * `upload_aborted`, `storage_full` and `invalid_request` (more bytes than were announced).
 */
export async function receivePiece(
  deps: ReceiveDeps,
  upload: ResumableUpload,
  piece: Piece,
): Promise<void> {
  const lease = await takeLease(upload.id);
  try {
    await upload.reload();
    if (piece.offset !== upload.offset) throw offsetWrong(upload);
    if (upload.offset === upload.size) return;
    await append(deps, upload, { piece, lease });
    await upload.reload();
  } finally {
    await lease.release();
  }
}

/** The refusal of a piece that does not begin where the last one ended. */
export function offsetWrong({ offset, size }: ResumableUpload): AppError {
  const message = `The upload has ${offset} of ${size} bytes; go on from there.`;
  return new AppError('upload_offset_wrong', message, { details: { offset, size } });
}

async function append(
  { storageDir, hashes, now }: ReceiveDeps,
  upload: ResumableUpload,
  { piece, lease }: { piece: Piece; lease: Lease },
): Promise<void> {
  const writer = await PieceWriter.open(resumablePath(storageDir, upload.key), {
    position: piece.offset,
    syncEvery: piece.checksum === null ? syncEvery : Number.POSITIVE_INFINITY,
    onDurable: (offset) => lease.note({ offset, expiresAt: expiry(now()) }),
  });
  const hash = hashes.take(upload.key, piece.offset);
  try {
    await pump(piece, { writer, hash, lease, size: upload.size });
  } catch (error) {
    throw asStorageFull(error);
  } finally {
    const isWhole = writer.durable === writer.position && writer.durable > piece.offset;
    if (hash !== undefined && isWhole) hashes.keep(upload.key, writer.durable, hash);
    await writer.close();
  }
}

interface Sink {
  writer: PieceWriter;
  hash: Hash | undefined;
  lease: Lease;
  size: number;
}

async function pump({ source, checksum }: Piece, sink: Sink): Promise<void> {
  const { writer, hash, lease, size } = sink;
  const ownHash = checksum === null ? undefined : createHash(checksum.algorithm);
  const pause = watchPauses(source);
  try {
    // What is refused is answered, and so the connection stays.
    for await (const bytes of source.iterator({ destroyOnReturn: false })) {
      pause.moved();
      lease.check();
      if (writer.position + bytes.length > size) throw tooMany(size);
      hash?.update(bytes);
      ownHash?.update(bytes);
      await writer.add(bytes);
    }
  } catch (error) {
    await (checksum === null ? writer.settle() : writer.revert());
    throw source.errored === error ? aborted(error) : error;
  } finally {
    pause.end();
  }
  if (checksum !== null && ownHash?.digest().equals(checksum.value) === false) {
    await writer.revert();
    throw checksumWrong();
  }
  await writer.settle();
}

/** A connection that is half dead holds an upload for this long, not until it is found out. */
function watchPauses(source: Readable) {
  const stop = () => source.destroy(new Error('nothing came for too long'));
  const timer = setTimeout(stop, longestPauseMs);
  return { moved: () => timer.refresh(), end: () => clearTimeout(timer) };
}

function aborted(cause: unknown): AppError {
  return new AppError('upload_aborted', 'The upload was cut off.', { cause });
}

function tooMany(size: number): AppError {
  return new AppError('invalid_request', `More bytes came than the ${size} that were announced.`);
}

function checksumWrong(): AppError {
  const message = 'The piece has not the checksum that was announced. Send it again.';
  return new AppError('upload_checksum_wrong', message);
}
