import type { ResourceConfig } from './resource-config.js';
import { type ResourceValue, referenceOf, textOf } from './resource-value.js';
import type { ConfiguredValue, Resources } from './resources.js';

const maxTextLength = 500;

/**
 * The text of a value per locale, as aapt2 prints labels: `''` is the default, and every locale
 * that any resource of the APK has is named, with the text a device of that locale shows.
 */
export function textPerLocale(
  value: ResourceValue | null,
  resources: Resources,
): Record<string, string> {
  const best = bestPerLocale(value, resources);
  const fallback = best.get('');
  const labels = new Map<string, string>();
  if (fallback !== undefined) labels.set('', fallback);
  for (const locale of resources.locales) {
    const text = best.get(locale) ?? best.get(locale.split('-')[0] ?? '') ?? fallback;
    if (text !== undefined) labels.set(locale, text);
  }
  return Object.fromEntries(labels);
}

/** The value a device without special qualifiers takes in the default locale. */
export function defaultValue(
  value: ResourceValue | null,
  resources: Resources,
): ResourceValue | null {
  const reference = value === null ? null : referenceOf(value);
  if (reference === null) return value;
  const candidates = resources.values(reference).filter(({ config }) => config.locale === '');
  return candidates.reduce<ConfiguredValue | null>(better, null)?.value ?? null;
}

function bestPerLocale(value: ResourceValue | null, resources: Resources): Map<string, string> {
  const reference = value === null ? null : referenceOf(value);
  if (reference === null) {
    const text = value === null ? null : textOf(value);
    return new Map(text === null ? [] : [['', text.slice(0, maxTextLength)]]);
  }
  const best = new Map<string, ConfiguredValue>();
  for (const candidate of resources.values(reference)) {
    const { locale } = candidate.config;
    best.set(locale, better(best.get(locale) ?? null, candidate));
  }
  const texts = new Map<string, string>();
  for (const [locale, { value: found }] of best) {
    const text = textOf(found);
    if (text !== null) texts.set(locale, text.slice(0, maxTextLength));
  }
  return texts;
}

/** Of two candidates of one locale: the plain one, else the one for the newer Android. */
function better(known: ConfiguredValue | null, candidate: ConfiguredValue): ConfiguredValue {
  if (known === null) return candidate;
  return rank(candidate.config) > rank(known.config) ? candidate : known;
}

function rank(config: ResourceConfig): number {
  return (
    (config.isSpecial ? 0 : 0x100000) + (config.density === 0 ? 0x10000 : 0) + config.sdkVersion
  );
}
