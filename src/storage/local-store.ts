import type { Stats } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../errors.js';
import type { FileStore, ReadRange, StoredEntry, StoredFile } from './file-store.js';
import { createIncoming } from './incoming.js';
import { containedPath } from './path.js';
import { asStorageFull } from './storage-full.js';

const PIECE_BYTES = 262_144;

/**
 * Stored files on the local disk, below the storage directory, which is one file system: what
 * arrives in `incoming/` is renamed into place, after its bytes are on disk.
 */
export class LocalStore implements FileStore {
  readonly #storageDir: string;

  constructor(storageDir: string) {
    this.#storageDir = storageDir;
  }

  async put(incomingPath: string, key: string): Promise<void> {
    const target = this.#path(key);
    await sync(incomingPath);
    // A shorter file under the key of its content is the trace of a crash: it is replaced.
    const [arrived, present] = await Promise.all([stat(incomingPath), statusOf(target)]);
    if (present?.size === arrived.size) return rm(incomingPath);
    await this.#moveIn(incomingPath, target);
  }

  async open(key: string): Promise<StoredFile> {
    const handle = await this.#openFile(key);
    const { size, mtime } = await statusOrClose(handle);
    return {
      size,
      modifiedAt: mtime,
      read: (buffer, position) => readFully(handle, buffer, position),
      close: () => handle.close(),
    };
  }

  async readStream(key: string, range: ReadRange = {}): Promise<Readable> {
    const handle = await this.#openFile(key);
    try {
      return handle.createReadStream({ highWaterMark: PIECE_BYTES, ...range });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async *list(folder: string): AsyncGenerator<StoredEntry> {
    if (!folder.endsWith('/')) throw new Error('A folder to list ends with a slash.');
    yield* this.#listBelow(this.#path(folder.slice(0, -1)));
  }

  async writeSmall(key: string, bytes: Uint8Array): Promise<void> {
    const target = this.#path(key);
    const draft = await createIncoming(this.#storageDir);
    try {
      await writeDurably(draft, bytes);
      await this.#moveIn(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw asStorageFull(error);
    }
  }

  async readSmall(key: string, maxBytes: number): Promise<Buffer> {
    const file = await this.open(key);
    try {
      if (file.size > maxBytes) throw new Error(`${key} is larger than ${maxBytes} bytes.`);
      const bytes = Buffer.alloc(file.size);
      return bytes.subarray(0, await file.read(bytes, 0));
    } finally {
      await file.close();
    }
  }

  #path(key: string): string {
    return containedPath(this.#storageDir, key);
  }

  async #openFile(key: string): Promise<FileHandle> {
    try {
      return await open(this.#path(key), 'r');
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new AppError('not_found', 'The file is not in the store.', { cause: error });
    }
  }

  /** Renames into place; the names are on disk too when this returns. */
  async #moveIn(from: string, target: string): Promise<void> {
    try {
      const folder = dirname(target);
      const created = await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(from, target);
      await sync(folder);
      if (created !== undefined) await syncUpTo(dirname(created), folder);
    } catch (error) {
      throw asStorageFull(error);
    }
  }

  async *#listBelow(folder: string): AsyncGenerator<StoredEntry> {
    const entries = await opendir(folder).catch(ignoreMissing);
    if (entries === undefined) return;
    for await (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.#listBelow(path);
      const status = entry.isFile() ? await statusOf(path) : undefined;
      const key = relative(this.#storageDir, path);
      if (status !== undefined) yield { key, size: status.size, modifiedAt: status.mtime };
    }
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (error) {
    throw asStorageFull(error);
  } finally {
    await handle.close();
  }
}

async function syncUpTo(top: string, folder: string): Promise<void> {
  for (let path = folder; path !== top; path = dirname(path)) await sync(dirname(path));
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readFully(
  handle: FileHandle,
  buffer: Uint8Array,
  position: number,
): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const length = buffer.length - filled;
    const { bytesRead } = await handle.read(buffer, filled, length, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

async function statusOrClose(handle: FileHandle): Promise<Stats> {
  try {
    return await handle.stat();
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function statusOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
