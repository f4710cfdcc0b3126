import { Writable } from 'node:stream';
import { koaBody } from 'koa-body';
import { AppError } from '../../errors.js';
import type { Middleware } from '../context.js';

const mostAround = 1024 * 1024;
const bodyTimeoutMs = 60_000;

/**
 * Reads a form with at most one file (`multipart/form-data`), in the field `file` and of at most
 * `maxBytes`: the fields into `ctx.request.body`, the file into `ctx.state.smallFile`, where one
 * was chosen. Throws `invalid_request`.
 */
export function parseSmallFile(maxBytes: number): Middleware {
  return async (ctx, next) => {
    const pieces = new Pieces(maxBytes);
    const read = koaBody({
      json: false,
      urlencoded: false,
      text: false,
      multipart: true,
      formidable: {
        maxFiles: 1,
        // More than is kept: a picture that is too large is told at its field.
        maxFileSize: maxBytes * 16,
        maxTotalFileSize: maxBytes * 16,
        maxFieldsSize: mostAround,
        maxFields: 40,
        allowEmptyFiles: true,
        minFileSize: 0,
        fileWriteStreamHandler: () => pieces,
      },
      onError: refuse,
    }) as unknown as Middleware;
    const timer = setTimeout(() => ctx.req.destroy(), bodyTimeoutMs);
    try {
      if (!ctx.is('multipart/form-data')) throw unreadable();
      await read(ctx, async () => undefined);
    } finally {
      clearTimeout(timer);
    }
    if (pieces.size > 0) ctx.state.smallFile = { bytes: pieces.bytes() };
    await next();
  };
}

/** Keeps what comes while it is little enough. */
class Pieces extends Writable {
  size = 0;
  readonly #most: number;
  readonly #pieces: Buffer[] = [];

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.size += piece.length;
    if (this.size <= this.#most) this.#pieces.push(piece);
    else this.#pieces.length = 0;
    done();
  }

  bytes(): Buffer | null {
    return this.size > this.#most ? null : Buffer.concat(this.#pieces);
  }
}

function refuse(cause: Error): never {
  throw unreadable(cause);
}

function unreadable(cause?: unknown): AppError {
  return new AppError('invalid_request', 'The form cannot be read, or is too large.', { cause });
}
