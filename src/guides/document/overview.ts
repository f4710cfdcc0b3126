import type { Block } from './document.js';
import { own, type Words } from './words.js';

/** What the app is, and on which devices it runs. */
export function overview({ facts, edition, locale, organisation, t }: Words): Block[] {
  const app = facts.appName;
  const text =
    own(edition.overview, locale) ||
    (organisation
      ? t('guide.overview.what', { app, organisation })
      : t('guide.overview.what.nobody', { app }));
  const rows = facts.platforms.map(({ platform, minimumOsVersion: version }): [string, string] => [
    t(`platform.${platform}`),
    version
      ? t('guide.overview.from', { system: t(`system.${platform}`), version })
      : t('guide.overview.any'),
  ]);
  const paragraphs = text.split(/\n+/).map((line): Block => ({ kind: 'text', text: line }));
  if (rows.length === 0) return [...paragraphs, { kind: 'note', text: t('guide.overview.none') }];
  return [...paragraphs, { kind: 'facts', rows }];
}
