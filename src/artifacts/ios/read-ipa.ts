import type { Archive } from '../archive.js';
import type { Draft } from '../draft.js';
import type { Judgement } from '../pipeline.js';

export async function readIpa(
  draft: Draft,
  _archive: Archive,
  _judgement: Judgement,
): Promise<void> {
  draft.artifact.platform = 'ios';
}
