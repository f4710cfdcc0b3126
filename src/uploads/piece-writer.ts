import { type FileHandle, open } from 'node:fs/promises';

const bufferBytes = 1024 * 1024;

export interface PieceWriterOptions {
  /** Where the first byte goes; what the file has from there on is cut off. */
  position: number;
  /** After how many bytes what is written is made durable, while more comes in. */
  syncEvery: number;
  /** Told how many bytes of the file are durable. */
  onDurable(position: number): Promise<void>;
}

/**
 * Appends to a file: gathers small pieces, writes while the next ones come, and makes durable
 * (fdatasync) what is written, in the background. An error of any of it is thrown by the next call.
 */
export class PieceWriter {
  readonly #handle: FileHandle;
  readonly #options: PieceWriterOptions;
  #pieces: Buffer[] = [];
  #held = 0;
  #taken: number;
  #written: number;
  #durable: number;
  #writing: Promise<void> = Promise.resolve();
  #syncing: Promise<void> | undefined;
  #failure: unknown;

  private constructor(handle: FileHandle, options: PieceWriterOptions) {
    this.#handle = handle;
    this.#options = options;
    this.#taken = options.position;
    this.#written = options.position;
    this.#durable = options.position;
  }

  static async open(path: string, options: PieceWriterOptions): Promise<PieceWriter> {
    const handle = await open(path, 'r+');
    try {
      await handle.truncate(options.position);
      return new PieceWriter(handle, options);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Bytes of the file, those included that are not written yet. */
  get position(): number {
    return this.#taken;
  }

  get durable(): number {
    return this.#durable;
  }

  async add(piece: Buffer): Promise<void> {
    this.#pieces.push(piece);
    this.#held += piece.length;
    this.#taken += piece.length;
    if (this.#held < bufferBytes) return;
    await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
    this.#writing = this.#write();
    this.#writing.catch(() => undefined);
  }

  /** Writes and makes durable all there is; throws what went wrong, now or before. */
  async settle(): Promise<void> {
    await this.#writing;
    await this.#write();
    await this.#syncing;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#written > this.#durable) await this.#sync();
  }

  /** Cuts off what came since `open`. */
  async revert(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#syncing;
    await this.#handle.truncate(this.#options.position);
  }

  /** Whatever is under way ends before. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#syncing;
    await this.#handle.close();
  }

  async #write(): Promise<void> {
    let pieces = this.#pieces;
    let left = this.#held;
    this.#pieces = [];
    this.#held = 0;
    while (left > 0) {
      const { bytesWritten } = await this.#handle.writev(pieces, this.#written);
      this.#written += bytesWritten;
      left -= bytesWritten;
      if (left > 0) pieces = [Buffer.concat(pieces).subarray(bytesWritten)];
    }
    if (this.#syncing !== undefined) return;
    if (this.#written - this.#durable < this.#options.syncEvery) return;
    this.#syncing = this.#sync()
      .catch((error) => {
        this.#failure = error;
      })
      .finally(() => {
        this.#syncing = undefined;
      });
  }

  async #sync(): Promise<void> {
    const written = this.#written;
    await this.#handle.datasync();
    await this.#options.onDurable(written);
    this.#durable = written;
  }
}
