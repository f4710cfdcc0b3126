import pLimit from 'p-limit';
import type { Inspection } from './artifact.js';
import { inspect } from './inspect.js';

export interface InspectorOptions {
  anchors: readonly string[];
  /** Files judged at once; the others wait in line. */
  concurrency: number;
  now(): Date;
  /** Told why a file could not be read where it was not the file that said so. */
  onFailure(cause: unknown): void;
}

/** `inspect` for a server: with its anchors, a bounded number at once. */
export function createInspector(
  options: InspectorOptions,
): (path: string, fileName: string, tolerate?: readonly string[]) => Promise<Inspection> {
  const limit = pLimit(options.concurrency);
  return (path, fileName, tolerate = []) =>
    limit(async () => {
      const { anchors, now } = options;
      const inspection = await inspect(path, { fileName, now: now(), anchors, tolerate });
      if (!inspection.accepted && inspection.cause !== undefined)
        options.onFailure(inspection.cause);
      return inspection;
    });
}
