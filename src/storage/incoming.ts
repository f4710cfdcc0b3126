import { randomBytes } from 'node:crypto';
import { lstat, mkdir, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A path of its own below `storage/incoming` for bytes to come; the folder is there, the file is not. */
export async function createIncoming(storageDir: string): Promise<string> {
  const folder = incomingFolder(storageDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, randomBytes(16).toString('hex'));
}

/**
 * Removes what died processes left: everything not written to for `olderThanMs`. 0 removes all,
 * right for the start of the only process. Where several share the storage, give the longest pause
 * that a live upload may make. Gives the number of files removed.
 */
export async function sweepIncoming(
  storageDir: string,
  olderThanMs: number,
  now: Date,
): Promise<number> {
  const folder = incomingFolder(storageDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let removed = 0;
  for await (const { name } of await opendir(folder)) {
    const path = join(folder, name);
    const status = await lstat(path).catch(() => undefined);
    if (status === undefined) continue;
    // A time in the future (the clock was set back) is no sign of life.
    if (Math.max(0, now.getTime() - status.mtimeMs) < olderThanMs) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

function incomingFolder(storageDir: string): string {
  return join(storageDir, 'incoming');
}
