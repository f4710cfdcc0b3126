import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from './scope.js';

/** A folder of its own for one test, gone when the test is over. */
export async function temporaryFolder(scope: Scope): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-'));
  scope.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
