import type { Readable } from 'node:stream';

/** An open stored file, for reads at any position. Close it. */
export interface StoredFile {
  readonly size: number;
  readonly modifiedAt: Date;
  /** Fills `buffer` from `position` on; gives the bytes read, fewer only at the end of the file. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

export interface StoredEntry {
  key: string;
  size: number;
  modifiedAt: Date;
}

/** Bytes of a file to stream: `start` and `end` are positions, both inclusive. */
export interface ReadRange {
  start?: number;
  end?: number;
  /** Size of a piece in bytes; 256 KiB unless told, which halves the CPU of Node's 64 KiB. */
  highWaterMark?: number;
}

/**
 * Where files are kept by a key that we made (`keys.ts`), never by a name that a client sent.
 * A key that is not there is AppError `not_found`, a full disk AppError `storage_full`. A write is
 * whole and durable when it returns; nobody sees a part of it.
 */
export interface FileStore {
  /** Moves a received file in. Where the key has these bytes already they stay, and it is removed. */
  put(incomingPath: string, key: string): Promise<void>;
  open(key: string): Promise<StoredFile>;
  readStream(key: string, range?: ReadRange): Promise<Readable>;
  /** Nothing happens if the key is not there. */
  remove(key: string): Promise<void>;
  /** Every file below `folder` (it ends with a slash), in no order. */
  list(folder: string): AsyncIterable<StoredEntry>;
  /** Replaces what the key had. */
  writeSmall(key: string, bytes: Uint8Array): Promise<void>;
  /** The whole file; an Error if it is larger than `maxBytes`. */
  readSmall(key: string, maxBytes: number): Promise<Buffer>;
}
