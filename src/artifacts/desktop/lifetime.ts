import { X509Certificate } from 'node:crypto';
import { readingPart } from '../damage.js';
import { type Draft, refuse, warn } from '../draft.js';
import type { Timestamp } from './timestamp.js';

/**
 * Judges when a signature counts. With a timestamp it stays good after the certificate has ended;
 * without one it dies with it.
 */
export function judgeLifetime(
  draft: Draft,
  certificate: Buffer,
  timestamp: Timestamp | null,
  now: Date,
): void {
  const { validFrom, validTo } = readingPart(
    'The signing certificate',
    () => new X509Certificate(certificate),
  );
  const at = (timestamp?.time ?? now).getTime();
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  const isAlive = from.getTime() <= at && at <= to.getTime();
  if (!isAlive) {
    refuse(
      draft,
      'signer_not_trusted',
      `The signing certificate is valid from ${day(from)} to ${day(to)}, and the file ${
        timestamp === null ? 'bears no timestamp' : `was signed on ${day(timestamp.time)}`
      }; sign it with a valid one, and with a timestamp.`,
    );
  } else if (timestamp === null) {
    warn(
      draft,
      'no_timestamp',
      `The signature bears no timestamp: devices stop accepting it on ${day(to)}, when its certificate ends.`,
    );
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
