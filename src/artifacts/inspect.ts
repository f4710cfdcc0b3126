import { Worker } from 'node:worker_threads';
import { readAnchors } from './anchors.js';
import type { Inspection, Refusal } from './artifact.js';

export interface InspectOptions {
  fileName: string;
  /** The moment as of which expiry is judged. */
  now: Date;
  /** PEM certificates trusted beside the pinned Apple roots (`APPLE_ANCHORS`). */
  anchors: readonly string[];
  /** Codes of refusals that warn instead, where the policy has them as tolerable. */
  tolerate?: readonly string[];
  deadlineMs?: number;
}

/** What the worker is given and what it posts back, once. */
export interface InspectionTask {
  path: string;
  now: Date;
  anchors: readonly string[];
  tolerate: readonly string[];
}

const defaultDeadlineMs = 30_000;

/**
 * A hostile file may fill this heap; then its thread dies and the process lives. What is young takes
 * little, so that it takes little of the process while a large build is being judged.
 */
const resourceLimits = {
  maxOldGenerationSizeMb: 128,
  maxYoungGenerationSizeMb: 4,
  stackSizeMb: 4,
};

/**
 * Judges and reads one build file in a thread of its own. Never throws for the file's sake: what is
 * wrong with it comes back as a refusal with everything read before. A file that keeps the thread
 * busy beyond the deadline is refused as `inspection_timeout`. How many run at once is the caller's
 * to bound.
 * Throws only for the server's own sake: an anchor that is no certificate.
 */
export async function inspect(path: string, options: InspectOptions): Promise<Inspection> {
  const { now, anchors, tolerate = [] } = options;
  const task: InspectionTask = { path, now, anchors, tolerate };
  readAnchors(task.anchors);
  const worker = new Worker(new URL('./inspect-worker.js', import.meta.url), {
    workerData: task,
    resourceLimits,
    env: {},
    stdout: true,
    stderr: true,
  });
  try {
    return await answer(worker, options.deadlineMs ?? defaultDeadlineMs);
  } finally {
    await worker.terminate();
  }
}

function answer(worker: Worker, deadlineMs: number): Promise<Inspection> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(refused(timedOut)), deadlineMs);
    const settle = (inspection: Inspection) => {
      clearTimeout(timer);
      resolve(inspection);
    };
    worker.once('message', settle);
    worker.once('messageerror', (cause) => settle(refused(unreadable, cause)));
    worker.once('error', (cause) => settle(refused(unreadable, cause)));
    worker.once('exit', (code) => settle(refused(unreadable, new Error(`worker exit ${code}`))));
  });
}

const timedOut: Refusal = {
  code: 'inspection_timeout',
  detail: 'Reading the file took too long; build the app again and upload it.',
};

const unreadable: Refusal = {
  code: 'unreadable_artifact',
  detail: 'The file could not be read; build the app again and upload it.',
};

function refused(refusal: Refusal, cause?: unknown): Inspection {
  const verification = { verdict: 'not-checked', schemes: [], notChecked: [], refusal } as const;
  const artifact = { verification, warnings: [] };
  return { accepted: false, artifact, refusal, ...(cause === undefined ? {} : { cause }) };
}
