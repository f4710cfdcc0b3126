import type { Artifact } from '../artifacts/artifact.js';
import type { Locale } from '../texts/translate.js';

/** What the icon is called on a device in this language. */
export function homeScreenName(
  { labels, displayName }: Pick<Artifact, 'labels' | 'displayName'>,
  locale: Locale,
): string {
  const spelling = spellings[locale].find((each) => labels[each]);
  return (spelling && labels[spelling]) || displayName;
}

/** Locales as Apple (`zh-Hans`) and Android (`zh-CN`) write them. */
const spellings: Record<Locale, readonly string[]> = {
  zh: ['zh-Hans', 'zh-CN', 'zh-Hans-CN', 'zh'],
  en: ['en', 'en-US', 'en-GB', 'Base'],
};
