import { AppError } from '../../errors.js';
import type { Context } from '../context.js';
import { onBodyBytes } from './body-bytes.js';

/** What a sender must send at least: so many bytes in each stretch of so many milliseconds. */
export interface UploadPace {
  bytes: number;
  perMs: number;
}

/** 1 KiB/s over a minute: 4 GiB would take seven weeks. The worst telephone network brings more. */
export const slowestPace: UploadPace = { bytes: 60 * 1024, perMs: 60_000 };

/**
 * Calls `refuse` with `upload_too_slow` when the body trickles in, which would hold a connection and
 * a file for as long as the sender likes. Gives what ends the watch.
 */
export function watchPace(
  ctx: Context,
  pace: UploadPace,
  refuse: (error: AppError) => void,
): () => void {
  let arrived = 0;
  onBodyBytes(ctx, (bytes) => {
    arrived += bytes;
  });
  const timer = setInterval(() => {
    if (arrived < pace.bytes) refuse(tooSlow(pace));
    arrived = 0;
  }, pace.perMs);
  return () => clearInterval(timer);
}

function tooSlow({ bytes, perMs }: UploadPace): AppError {
  const message = `The upload came too slowly: less than ${bytes} bytes in ${perMs / 1000} seconds.`;
  return new AppError('upload_too_slow', message, { details: { bytes, seconds: perMs / 1000 } });
}
