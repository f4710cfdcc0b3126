import { parentPort, workerData } from 'node:worker_threads';
import type { InspectionTask } from './inspect.js';
import { inspectFile } from './pipeline.js';

const task = workerData as InspectionTask;
parentPort?.postMessage(await inspectFile(task.path, task));
