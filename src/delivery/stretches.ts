import type { Stretch } from './model.js';

/** The stretches with one more in them: sorted, those that touch or overlap made one. */
export function addStretch(stretches: readonly Stretch[], added: Stretch): Stretch[] {
  const sorted = [...stretches, added]
    .filter(([start, end]) => end > start)
    .sort(([a], [b]) => a - b);
  const merged: Stretch[] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Whether they are every byte of a file of this size. */
export function coverAll(stretches: readonly Stretch[], size: number): boolean {
  const [only, ...more] = stretches;
  return more.length === 0 && only !== undefined && only[0] === 0 && only[1] >= size;
}
