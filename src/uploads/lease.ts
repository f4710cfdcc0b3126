import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Op } from 'sequelize';
import { AppError, isAppError } from '../errors.js';
import { ResumableUpload } from './model.js';

/** How long a process that died keeps an upload to itself. */
const leaseMs = 20_000;
const renewEveryMs = 5_000;
const patienceMs = 2_000;
const pauseMs = 50;

/** The right to write to one upload, which one request of one process has at a time. */
export interface Lease {
  /** Notes how far the upload is; throws `upload_busy` where the right was lost meanwhile. */
  note(values: LeasedValues): Promise<void>;
  /** Throws `upload_busy` once the right has run out without being renewed. */
  check(): void;
  release(): Promise<void>;
}

export type LeasedValues = Partial<
  Pick<ResumableUpload, 'offset' | 'buildId' | 'refusal' | 'expiresAt'>
>;

/**
 * Takes the right to write in one statement, so that of two writers one wins, also in two processes.
 * It is renewed until it is released; that of a dead process runs out after 20 seconds, whatever
 * number its successor has. Throws `upload_busy` while somebody else holds it.
 */
export async function takeLease(id: number): Promise<Lease> {
  const writer = randomUUID();
  const free = { [Op.or]: [{ writer: null }, { writerUntil: { [Op.lt]: new Date() } }] };
  const [taken] = await ResumableUpload.update(
    { writer, writerUntil: inTime() },
    { where: { id, ...free } },
  );
  if (taken === 0) throw busy();
  let safeUntil = performance.now() + leaseMs;
  const write = async (values: LeasedValues & Partial<Held>): Promise<void> => {
    const begun = performance.now();
    const [still] = await ResumableUpload.update(values, { where: { id, writer } });
    if (still === 0) throw busy();
    safeUntil = begun + leaseMs;
  };
  const renew = () => write({ writerUntil: inTime() }).catch(() => undefined);
  const timer = setInterval(() => void renew(), renewEveryMs);
  timer.unref();
  return {
    note: (values) => write({ ...values, writerUntil: inTime() }),
    check() {
      if (performance.now() > safeUntil) throw busy();
    },
    async release() {
      clearInterval(timer);
      await ResumableUpload.update({ writer: null, writerUntil: null }, { where: { id, writer } });
    },
  };
}

/**
 * The same, for who has every byte in: a writer that came too late holds it for a moment, to be told
 * so, and the build must not be refused for that. Throws `upload_busy` after two seconds.
 */
export async function takeLeaseSoon(id: number): Promise<Lease> {
  for (const until = performance.now() + patienceMs; ; await sleep(pauseMs)) {
    try {
      return await takeLease(id);
    } catch (error) {
      if (!isAppError(error, 'upload_busy') || performance.now() > until) throw error;
    }
  }
}

type Held = Pick<ResumableUpload, 'writer' | 'writerUntil'>;

/** Right for the start of the only process: whoever held an upload is dead. */
export async function releaseAllLeases(): Promise<void> {
  await ResumableUpload.update(
    { writer: null, writerUntil: null },
    { where: { writer: { [Op.ne]: null } } },
  );
}

function inTime(): Date {
  return new Date(Date.now() + leaseMs);
}

function busy(): AppError {
  const message = 'Another request is writing to this upload. Ask how far it is, and go on then.';
  return new AppError('upload_busy', message, { details: { retryAfterSeconds: 2 } });
}
