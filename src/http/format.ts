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

/** A label inside a sentence: Staff number → staff number; ID number stays. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** What a tap on a telephone number dials: its first number, without what only people read. */
export function dialled(telephone: string): string {
  return (/^[+\d][\d\s()-]*/.exec(telephone.trim())?.[0] ?? '').replace(/[^+\d]/g, '');
}

/** Hours as 8:00–17:00 stay on one line: a word joiner on both sides of the dash. */
export function unbroken(hours: string): string {
  return hours.replace(/(?<=\d)\s*[–-]\s*(?=\d)/g, '\u2060–\u2060');
}

/** A text cut to fit a drawing, where a Chinese character is as wide as two letters. */
export function fitted(text: string, letters: number): string {
  let room = letters;
  const kept = [...text].filter((letter) => {
    room -= letter > '\u2e7f' ? 2 : 1;
    return room >= 0;
  });
  return kept.length === [...text].length ? text : `${kept.slice(0, -1).join('')}…`;
}
