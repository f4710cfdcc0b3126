import type { FileStore } from '../storage/file-store.js';
import { Build } from './model.js';

/**
 * Removes stored files that no build names: a process died between storing and recording. Files
 * younger than `olderThanMs` stay, since another process may be about to record them. Gives how many.
 */
export async function sweepOrphans(
  store: FileStore,
  olderThanMs: number,
  now: Date,
): Promise<number> {
  let removed = 0;
  for (const folder of ['artifacts/', 'icons/'] as const) {
    for await (const entry of store.list(folder)) {
      if (now.getTime() - entry.modifiedAt.getTime() < olderThanMs) continue;
      const where = folder === 'artifacts/' ? { fileKey: entry.key } : { iconKey: entry.key };
      if ((await Build.count({ where })) > 0) continue;
      await store.remove(entry.key);
      removed += 1;
    }
  }
  return removed;
}
