import type { Locale } from '../texts/translate.js';

const tags: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' };

/** A day in words: 2026年11月25日, 25 November 2026. */
export function day(value: Date | string, locale: Locale): string {
  return new Date(value).toLocaleDateString(tags[locale], { dateStyle: 'long' });
}

/** A day and time, for the console. */
export function moment(value: Date | string, locale: Locale): string {
  return new Date(value).toLocaleString(tags[locale], { dateStyle: 'medium', timeStyle: 'short' });
}

/** A size as people read it: 18 MB (10^6 bytes), 640 KB. */
export function size(bytes: number, locale: Locale): string {
  const [divisor, unit] = bytes >= 1e9 ? [1e9, 'GB'] : bytes >= 1e6 ? [1e6, 'MB'] : [1e3, 'KB'];
  const value = bytes / divisor;
  const digits = value < 10 ? 1 : 0;
  return `${value.toLocaleString(tags[locale], { maximumFractionDigits: digits })} ${unit}`;
}

/** How long a download takes on ordinary Wi-Fi (20 Mbit/s), in whole minutes, at least one. */
export function minutesOnWifi(bytes: number): number {
  return Math.max(1, Math.round((bytes * 8) / 20e6 / 60));
}
