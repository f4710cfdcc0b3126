import type { Context } from './context.js';

const longestMs = 30_000;

/**
 * Lets a sender read an answer that comes before the end of its body. The connection is kept, even
 * if the sender asked to close it, and the rest is read and dropped for a while: a socket that is
 * closed with bytes on their way is reset, and the answer is lost with it.
 */
export function linger(ctx: Context): void {
  const { req } = ctx;
  if (req.complete || req.destroyed) return;
  ctx.set('Connection', 'keep-alive');
  req.resume();
  const timer = setTimeout(() => req.destroy(), longestMs);
  timer.unref();
  req.once('close', () => clearTimeout(timer));
}
