import { createHmac } from 'node:crypto';

/** `paused` goes on where it stood; `halted` is over for good. */
export type RolloutState = 'running' | 'paused' | 'halted';

/** To how many people a release is offered, and who they are. */
export interface Rollout {
  seed: string;
  /** Whole, 1 to 100. */
  percent: number;
  state: RolloutState;
}

/**
 * Whether a release is offered to this person. The same people each time, and more of them as the
 * percentage grows; at 100 % also who is not known (null).
 */
export function isInRollout({ seed, percent, state }: Rollout, userId: number | null): boolean {
  if (state !== 'running') return false;
  if (percent >= 100) return true;
  return userId !== null && rolloutPlace(seed, userId) < percent;
}

/** A person's place in the line of a release, at least 0 and below 100: even over many, and fixed. */
export function rolloutPlace(seed: string, userId: number): number {
  const mac = createHmac('sha256', `rollout.${seed}`).update(String(userId)).digest();
  return (mac.readUInt32BE(0) / 2 ** 32) * 100;
}

/** What decides over one release of a channel's history. */
export interface RolledOut {
  state: 'current' | 'superseded' | 'withdrawn';
  rollout: Rollout;
}

/**
 * The release that is this person's, of one platform's on a channel, the newest first: the first
 * whose rollout reaches them. Behind one that went to everyone nobody goes back, also not when it
 * was withdrawn; one that was withdrawn or stopped on its way leaves people the one before it.
 */
export function releaseFor<Item extends RolledOut>(
  newestFirst: Iterable<Item>,
  userId: number | null,
): Item | undefined {
  for (const item of newestFirst) {
    const { percent, state } = item.rollout;
    if (item.state !== 'withdrawn' && isInRollout(item.rollout, userId)) return item;
    if (percent >= 100 && state === 'running') return undefined;
  }
  return undefined;
}
