/** Primary languages of Windows LANGIDs (MS-LCID 2.1) in which organisations name their programs. */
const languages: Readonly<Record<number, string>> = {
  1: 'ar',
  5: 'cs',
  6: 'da',
  7: 'de',
  8: 'el',
  9: 'en',
  10: 'es',
  11: 'fi',
  12: 'fr',
  13: 'he',
  14: 'hu',
  16: 'it',
  17: 'ja',
  18: 'ko',
  19: 'nl',
  20: 'nb',
  21: 'pl',
  22: 'pt',
  24: 'ro',
  25: 'ru',
  29: 'sv',
  30: 'th',
  31: 'tr',
  34: 'uk',
  42: 'vi',
};
const chinese = 4;
/** Hongkong and Macau write as Taiwan does. */
const traditional: readonly number[] = [0x0404, 0x0c04, 0x1404, 0x7c04];

/** The locale of a LANGID; null for "neutral" and for languages that are not listed. */
export function localeOf(language: number): string | null {
  const primary = language & 0x3ff;
  if (primary === chinese) return traditional.includes(language) ? 'zh-Hant' : 'zh-Hans';
  return languages[primary] ?? null;
}
