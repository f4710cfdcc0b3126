import { link, mkdir, open, opendir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { createIncoming } from './incoming.js';

const keyPattern = /^[0-9a-f]{32}$/;

/** Where the bytes of a resumable upload are, below `storage/uploads`. An Error for a key not ours. */
export function resumablePath(storageDir: string, key: string): string {
  if (!keyPattern.test(key)) throw new Error('This is not the key of an upload.');
  return join(storageDir, 'uploads', key);
}

/** Makes the empty file; its name is on disk when this returns. */
export async function createResumable(storageDir: string, key: string): Promise<void> {
  const folder = join(storageDir, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await (await open(resumablePath(storageDir, key), 'wx', 0o600)).close();
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * A second name below `storage/incoming` for the file, which whoever gets it may move into the
 * store: should the process die meanwhile, the upload still has its bytes. A file system without
 * hard links gives the file's own name.
 */
export async function linkResumable(storageDir: string, key: string): Promise<string> {
  const path = resumablePath(storageDir, key);
  const second = await createIncoming(storageDir);
  try {
    await link(path, second);
    // As what just came: a sweep takes what is old.
    await utimes(second, new Date(), new Date());
    return second;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return path;
    throw error;
  }
}

/** Bytes; -1 where there is no such file. */
export async function sizeOfResumable(storageDir: string, key: string): Promise<number> {
  const status = await stat(resumablePath(storageDir, key)).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return status?.size ?? -1;
}

/** Nothing happens if it is not there. */
export async function removeResumable(storageDir: string, key: string): Promise<void> {
  await rm(resumablePath(storageDir, key), { force: true });
}

/** The keys of all files there are. */
export async function* listResumable(storageDir: string): AsyncGenerator<string> {
  const folder = join(storageDir, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for await (const { name } of await opendir(folder)) if (keyPattern.test(name)) yield name;
}
