import type { Logger } from '../log.js';
import type { Platform } from '../platform.js';
import { Outcome, type OutcomeStep } from './model.js';

export interface OutcomeFacts {
  userId: number;
  appId: number;
  platform: Platform | null;
  releaseId: number | null;
  buildId: number | null;
  step: OutcomeStep;
  ticketId: string | null;
}

/** Notes what people reached, a moment later and many at once: no download waits for it. */
export interface OutcomeRecorder {
  record(facts: OutcomeFacts, now: Date): void;
  /** Writes what is noted, now. */
  flush(): Promise<void>;
  /** Writes the rest and ends. */
  stop(): Promise<void>;
}

const flushEveryMs = 250;

export function createOutcomeRecorder(log: Logger): OutcomeRecorder {
  let waiting: (OutcomeFacts & { at: Date })[] = [];
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) {
      writing = writing
        .then(() => Outcome.bulkCreate(batch))
        .then(
          () => undefined,
          (error: unknown) => log.error({ err: error, lost: batch.length }, 'outcomes not written'),
        );
    }
    return writing;
  }

  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();
  return {
    record(facts, now) {
      waiting.push({ ...facts, at: now });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
