import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Outgoing, patienceMs } from './client.js';
import { ClientError } from './client-error.js';

const pieceBytes = 256 * 1024;
/** A connection that takes nothing more for this long is given up, while bytes are to be sent. */
const stalledMs = 30_000;

export interface FileFacts {
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** What names these bytes anywhere. Throws ClientError `file_unreadable`. */
export async function factsOf(path: string): Promise<FileFacts> {
  try {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
    return { size, sha256: hash.digest('hex') };
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Writes the file's bytes from `offset` to `size`; `onProgress` is told how many of it are on their way. */
export async function writeFrom(
  path: string,
  { offset, size }: { offset: number; size: number },
  { outgoing, onProgress }: { outgoing: Outgoing; onProgress(sent: number): void },
): Promise<void> {
  async function* body(): AsyncGenerator<Buffer> {
    let sent = offset;
    for await (const piece of readPieces(path, { offset, size })) {
      yield piece;
      sent += piece.length;
      onProgress(sent);
    }
    if (sent < size) throw new ClientError('file_unreadable', `${path} became shorter meanwhile`);
  }
  outgoing.setTimeout(stalledMs);
  await pipeline(Readable.from(body(), { highWaterMark: 1 }), outgoing);
  outgoing.setTimeout(patienceMs);
}

async function* readPieces(
  path: string,
  { offset, size }: { offset: number; size: number },
): AsyncGenerator<Buffer> {
  if (offset >= size) return;
  const range = { start: offset, end: size - 1, highWaterMark: pieceBytes };
  try {
    yield* createReadStream(path, range);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): ClientError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ClientError('file_unreadable', message, cause);
}
