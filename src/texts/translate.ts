import { texts } from './catalogue.js';

export const locales = ['zh', 'en'] as const;
export type Locale = (typeof locales)[number];
export type TextKey = keyof typeof texts;

/** The text in this language, `{name}` filled from `parameters`. */
export function translate(
  locale: Locale,
  key: TextKey,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return texts[key][locale].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(parameters[name] ?? whole),
  );
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(texts, key);
}

/** A text that people wrote, in this language; in the other where there is none in this. */
export function localText(texts: Partial<Record<Locale, string>>, locale: Locale): string {
  return texts[locale] || (texts[locale === 'zh' ? 'en' : 'zh'] ?? '');
}
