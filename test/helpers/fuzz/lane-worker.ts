import { parentPort, workerData } from 'node:worker_threads';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import type { Outcome } from './lane.js';

const options = workerData as { now: Date; anchors: string[] };

parentPort?.on('message', async (path: string) => {
  let outcome: Outcome;
  try {
    outcome = { kind: 'answer', inspection: await inspectFile(path, options) };
    // an error behind a refusal may hold what cannot be posted
    if (!outcome.inspection.accepted) outcome.inspection.cause = undefined;
  } catch (error) {
    outcome = { kind: 'crash', error: error instanceof Error ? error.stack : String(error) };
  }
  parentPort?.postMessage(outcome);
});
