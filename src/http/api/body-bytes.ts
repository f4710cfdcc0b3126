import type { Context } from '../context.js';

/** Tells the length of each piece of the body that somebody else reads. */
export function onBodyBytes(ctx: Context, tell: (bytes: number) => void): void {
  const count = (piece: Buffer) => tell(piece.length);
  let begun = false;
  // A listener makes the body flow, so this one waits for the reader's. Of two that wait, one wakes
  // the other while it is being called itself.
  const begin = (event: string) => {
    if (event !== 'data' || begun) return;
    begun = true;
    ctx.req.off('newListener', begin);
    ctx.req.on('data', count);
  };
  ctx.req.on('newListener', begin);
}
