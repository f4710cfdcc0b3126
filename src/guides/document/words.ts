import { homeScreenName } from '../../builds/home-screen-name.js';
import type { Platform } from '../../platform.js';
import { type Locale, type TextKey, translate } from '../../texts/translate.js';
import type { EditionTexts } from '../editions.js';
import type { GuideFacts, PlatformFacts } from '../facts.js';

/** What every part of a guide is written with. */
export interface Words {
  facts: GuideFacts;
  edition: EditionTexts;
  locale: Locale;
  t(key: TextKey, parameters?: Record<string, string | number>): string;
  /** What the number people sign in with is called, and how it stands inside a sentence. */
  numberLabel: string;
  organisation: string;
  platform(platform: Platform): PlatformFacts | undefined;
  /** What the icon is called on a device. */
  iconName(facts: PlatformFacts): string;
}

export function wordsOf(facts: GuideFacts, edition: EditionTexts, locale: Locale): Words {
  const { organisation } = facts;
  const t: Words['t'] = (key, parameters) => translate(locale, key, parameters);
  const label = organisation.numberLabel[locale] || t('register.number');
  return {
    facts,
    edition,
    locale,
    t,
    numberLabel: /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label,
    organisation: own(organisation.name, locale),
    platform: (wanted) => facts.platforms.find(({ platform }) => platform === wanted),
    iconName: (platform) => homeScreenName(platform, locale),
  };
}

/** A text in this language, else in the one there is. */
export function own(text: Record<Locale, string>, locale: Locale): string {
  return text[locale] || text.zh || text.en;
}
