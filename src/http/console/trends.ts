import type { Trend } from './page-data.js';
import type { Words } from './words.js';

const dayMs = 24 * 60 * 60 * 1000;
const days = 14;
/** The drawing is this high, in its own units. */
const chartHeight = 48;

/** The beginning of the first day that a trend shows, UTC. */
export function firstDay(now: Date): Date {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  return new Date(today - (days - 1) * dayMs);
}

/** Counts by day as bars, today last; a day without any has none. */
export function trend(title: string, counts: ReadonlyMap<string, number>, words: Words): Trend {
  const first = firstDay(words.now).getTime();
  const all = Array.from({ length: days }, (_, index) => {
    const day = new Date(first + index * dayMs).toISOString().slice(0, 10);
    return { day, count: counts.get(day) ?? 0 };
  });
  const most = Math.max(1, ...all.map(({ count }) => count));
  const total = all.reduce((sum, { count }) => sum + count, 0);
  return {
    title,
    total: words.count(total),
    days: all.map(({ day, count }) => ({
      day,
      count: words.count(count),
      height: count === 0 ? 0 : Math.max(3, Math.round((count / most) * chartHeight)),
    })),
  };
}
