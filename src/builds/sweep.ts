import { Op } from 'sequelize';
import type { FileStore } from '../storage/file-store.js';
import { Build } from './model.js';

/** The builds of so many files are asked for in one query. */
const filesAtOnce = 500;

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
  for (const [folder, column] of [
    ['artifacts/', 'fileKey'],
    ['icons/', 'iconKey'],
  ] as const) {
    let batch: string[] = [];
    for await (const { key, modifiedAt } of store.list(folder)) {
      if (now.getTime() - modifiedAt.getTime() < olderThanMs) continue;
      if (batch.push(key) < filesAtOnce) continue;
      removed += await removeUnnamed(store, column, batch);
      batch = [];
    }
    removed += await removeUnnamed(store, column, batch);
  }
  return removed;
}

async function removeUnnamed(
  store: FileStore,
  column: 'fileKey' | 'iconKey',
  keys: readonly string[],
): Promise<number> {
  if (keys.length === 0) return 0;
  const where = { [column]: { [Op.in]: [...keys] } };
  const builds = await Build.findAll({ where, attributes: [column] });
  const named = new Set(builds.map((build) => build[column]));
  const orphans = keys.filter((key) => !named.has(key));
  for (const key of orphans) await store.remove(key);
  return orphans.length;
}
