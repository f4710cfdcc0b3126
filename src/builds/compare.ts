import { type Comparison, compareArtifacts } from '../artifacts/compare.js';
import type { Build } from './model.js';
import { requireBuild } from './queries.js';

export interface BuildComparison {
  newer: Build;
  older: Build;
  comparison: Comparison;
}

/** Compares a build with the one it would take the place of. Throws `not_found`. */
export async function compareBuilds(id: number, olderId: number): Promise<BuildComparison> {
  const [newer, older] = await Promise.all([requireBuild(id), requireBuild(olderId)]);
  return { newer, older, comparison: compareArtifacts(older.artifact, newer.artifact) };
}
