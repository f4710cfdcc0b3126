import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '../errors.js';
import { ClientError } from './client-error.js';

/** Refusals that pass: the same request may be taken a little later. */
export const passing: readonly string[] = [
  'upload_busy',
  'upload_offset_wrong',
  'upload_aborted',
  'busy',
  'internal',
];

const firstMs = 500;
const longestMs = 30_000;
/** Without a byte more for this long, the server is not coming back for us. */
const patienceMs = 15 * 60_000;

export interface BackOff {
  /** Forgets earlier failures: something went on. */
  reset(): void;
  /** Waits, longer each time; throws the error where trying again is no use, or no longer. */
  wait(error: unknown, onWait: (error: Error, milliseconds: number) => void): Promise<void>;
}

/** Exponential, with a random part so that what was cut at once does not come back at once. */
export function createBackOff(): BackOff {
  let failures = 0;
  let since = performance.now();
  return {
    reset() {
      failures = 0;
      since = performance.now();
    },
    async wait(error, onWait) {
      if (!mayPass(error) || performance.now() - since > patienceMs) throw error;
      const most = Math.min(longestMs, firstMs * 2 ** failures);
      const milliseconds = most * (0.5 + Math.random() / 2);
      failures += 1;
      onWait(error, milliseconds);
      await sleep(milliseconds);
    },
  };
}

function mayPass(error: unknown): error is Error {
  if (error instanceof ClientError) {
    return error.code === 'unreachable' || error.code === 'not_slipway';
  }
  return isAppError(error) && passing.includes(error.code);
}
