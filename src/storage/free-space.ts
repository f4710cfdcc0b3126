import { statfs } from 'node:fs/promises';

/** Below this a server takes no build and soon no sign-in: 64 MiB. */
export const leastFreeBytes = 64 * 1024 * 1024;

/** Bytes that this process may still write to the file system of `directory`. */
export async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
