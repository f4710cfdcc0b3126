import type { Build } from '../../builds/model.js';
import { type Locale, type TextKey, translate } from '../../texts/translate.js';
import type { Context } from '../context.js';
import * as format from '../format.js';
import type { Chip, Moment } from './page-data.js';

const dayMs = 24 * 60 * 60 * 1000;
const tags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/** The console's way of putting facts, in the language of the request and as of now. */
export interface Words {
  locale: Locale;
  now: Date;
  t(key: TextKey, parameters?: Record<string, string | number>): string;
  moment(at: Date): Moment;
  day(at: Date | string): string;
  size(bytes: number): string;
  count(number: number): string;
  verdict(verdict: Build['verdict']): Chip;
  /** How long a build still runs, where that is near enough to matter; else null. */
  daysLeft(expiresAt: Date | null): Chip | null;
}

export function wordsFor(ctx: Pick<Context, 'state'>, now: Date): Words {
  const { locale } = ctx.state;
  const t = (key: TextKey, parameters?: Record<string, string | number>) =>
    translate(locale, key, parameters);
  return {
    locale,
    now,
    t,
    moment: (at) => ({ ago: ago(at, now, locale), exact: exact(at), iso: at.toISOString() }),
    day: (at) => format.day(at, locale),
    size: (bytes) => format.size(bytes, locale),
    count: (number) => number.toLocaleString(tags[locale]),
    verdict: (verdict) => ({ text: t(`console.verdict.${verdict}`), tone: verdictTones[verdict] }),
    daysLeft: (expiresAt) => (expiresAt === null ? null : daysLeft(expiresAt, now, t)),
  };
}

const verdictTones = { verified: 'good', partial: 'warn', 'not-checked': 'quiet' } as const;

const units = [
  ['day', dayMs],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
] as const;

function ago(at: Date, now: Date, locale: Locale): string {
  const elapsed = at.getTime() - now.getTime();
  if (Math.abs(elapsed) > 30 * dayMs) return format.day(at, locale);
  const words = new Intl.RelativeTimeFormat(tags[locale], { numeric: 'auto' });
  for (const [unit, ms] of units) {
    if (Math.abs(elapsed) >= ms) return words.format(Math.trunc(elapsed / ms), unit);
  }
  return translate(locale, 'console.time.now');
}

/** `2026-11-25 11:03:05 GMT+8`, in the server's time zone, which it names. */
function exact(at: Date): string {
  const options = { dateStyle: 'short', timeStyle: 'long' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(at);
}

function daysLeft(expiresAt: Date, now: Date, t: Words['t']): Chip | null {
  const days = Math.floor((expiresAt.getTime() - now.getTime()) / dayMs);
  if (days < 0) return { text: t('console.expired'), tone: 'bad' };
  if (days > 60) return null;
  return { text: t('console.days-left', { days }), tone: days <= 14 ? 'bad' : 'warn' };
}
