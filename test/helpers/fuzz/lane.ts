import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Inspection } from '../../../src/artifacts/artifact.js';

/** How one inspection ended. */
export type Outcome =
  | { kind: 'answer'; inspection: Inspection }
  /** The thread ran out of the memory it may have, as the product's would: a refusal there. */
  | { kind: 'contained' }
  | { kind: 'hang' }
  | { kind: 'crash'; error: unknown };

/** A thread that inspects one file after the other, as bounded as the product's. */
export interface Lane {
  inspect(path: string): Promise<Outcome>;
  close(): Promise<void>;
}

const resourceLimits = {
  maxOldGenerationSizeMb: 128,
  maxYoungGenerationSizeMb: 16,
  stackSizeMb: 4,
};

/** Opens a lane; a file that breaks or blocks its thread gets the next one a new thread. */
export function openLane(options: { now: Date; anchors: string[]; deadlineMs: number }): Lane {
  const start = () =>
    new Worker(new URL('./lane-worker.js', import.meta.url), {
      workerData: options,
      resourceLimits,
      env: {},
      stdout: true,
      stderr: true,
    });
  let worker = start();
  return {
    async inspect(path) {
      const outcome = await answerOf(worker, path, options.deadlineMs);
      if (outcome.kind !== 'answer') {
        await worker.terminate();
        worker = start();
      }
      return outcome;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

function answerOf(worker: Worker, path: string, deadlineMs: number): Promise<Outcome> {
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const first = Promise.race([
    once(worker, 'message', { signal }).then(([message]) => message as Outcome),
    once(worker, 'exit', { signal }).then(
      ([code]): Outcome => ({ kind: 'crash', error: `exit ${code}` }),
    ),
    setTimeout(deadlineMs, { kind: 'hang' } as const, { signal }),
  ]).catch((error): Outcome => (isOutOfMemory(error) ? contained : { kind: 'crash', error }));
  worker.postMessage(path);
  return first.finally(() => giveUp.abort());
}

const contained: Outcome = { kind: 'contained' };

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
