import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { AppError } from '../errors.js';
import { createIncoming } from '../storage/incoming.js';
import { asStorageFull } from '../storage/storage-full.js';

/** An upload whose last byte has come. Not yet trusted. */
export interface Upload {
  path: string;
  /** Bytes. */
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

type Callback = (error?: Error | null) => void;

/**
 * Takes an upload's bytes into a file of its own, counts and hashes them on the way, and stops with
 * `artifact_too_large` at the limit. Whoever makes one discards it in the end, whatever happened:
 * then no byte of an aborted or refused upload stays.
 */
export class IncomingFile extends Writable {
  readonly #storageDir: string;
  readonly #maxBytes: number;
  readonly #hash = createHash('sha256');
  #handle: FileHandle | undefined;
  #path = '';
  #size = 0;
  #sha256: string | undefined;

  constructor(storageDir: string, maxBytes: number) {
    super({ highWaterMark: 1024 * 1024 });
    this.#storageDir = storageDir;
    this.#maxBytes = maxBytes;
  }

  /** Bytes that have come so far. */
  get size(): number {
    return this.#size;
  }

  /** The finished upload; undefined before the last byte. */
  get upload(): Upload | undefined {
    if (this.#sha256 === undefined) return undefined;
    return { path: this.#path, size: this.#size, sha256: this.#sha256 };
  }

  /** Removes what came. A file that was moved into the store in the meantime is not touched. */
  async discard(): Promise<void> {
    if (!this.closed) {
      await new Promise<void>((resolve) => {
        this.once('close', resolve);
        this.destroy();
      });
    }
    if (this.#path !== '') await rm(this.#path, { force: true });
  }

  override _construct(callback: Callback): void {
    this.#open().then(() => callback(), callback);
  }

  override _write(chunk: Buffer, _encoding: string, callback: Callback): void {
    this.#append(chunk).then(
      () => callback(),
      (error) => callback(asStorageFull(error) as Error),
    );
  }

  override _final(callback: Callback): void {
    this.#sha256 = this.#hash.digest('hex');
    callback();
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const close = this.#handle?.close() ?? Promise.resolve();
    close.then(() => callback(error), callback);
  }

  async #open(): Promise<void> {
    this.#path = await createIncoming(this.#storageDir);
    this.#handle = await open(this.#path, 'wx', 0o600);
  }

  async #append(chunk: Buffer): Promise<void> {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) throw tooLarge(this.#maxBytes);
    this.#hash.update(chunk);
    for (let written = 0; written < chunk.length; ) {
      const result = await this.#handle?.write(chunk, written);
      written += result?.bytesWritten ?? 0;
    }
  }
}

/** The refusal of a build above the limit, also before its body when Content-Length tells. */
export function tooLarge(maxBytes: number): AppError {
  const message = `The file is larger than this server takes (${maxBytes} bytes).`;
  return new AppError('artifact_too_large', message, { details: { maxBytes } });
}
