import { AppError } from '../../../errors.js';
import { localeOf } from './languages.js';
import type { VersionInfo, VersionTexts } from './version-info.js';

/** What a program is called and which version it is. */
export interface ExeIdentity {
  bundleIdentifier: string;
  version: string;
  versionCode: string;
  displayName: string;
  labels: Record<string, string>;
}

const noVersion = '0.0.0.0';
const maxIdentifierLength = 255;

/**
 * A Windows program has no identity of its own, so one is derived that stays the same from version
 * to version: `CompanyName.ProductName` of the version resource, each in lower case, every run of
 * other characters than letters and digits as one dash. Throws `unreadable_artifact` where the
 * resource does not name a product and a version.
 */
export function exeIdentity(info: VersionInfo | null): ExeIdentity {
  const texts = info?.tables[0]?.texts;
  const product = texts?.get('ProductName') ?? '';
  const company = texts?.get('CompanyName') ?? '';
  const versionCode = info === null ? null : versionCodeOf(info, texts);
  if (info === null || plain(product) === '' || versionCode === null) {
    throw new AppError(
      'unreadable_artifact',
      'The program does not say which product and version it is; set ProductName, CompanyName and FileVersion in its version resource when you build it.',
    );
  }
  const parts = [plain(company), plain(product)].filter((part) => part !== '');
  return {
    bundleIdentifier: parts.join('.').slice(0, maxIdentifierLength),
    version: texts?.get('ProductVersion') || texts?.get('FileVersion') || versionCode,
    versionCode,
    displayName: product,
    labels: labels(info.tables, product),
  };
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** Inno Setup leaves the file version at 0.0.0.0 unless told: then the product's counts. */
function versionCodeOf(info: VersionInfo, texts: VersionTexts['texts'] | undefined): string | null {
  const fixed = [info.fileVersion, info.productVersion];
  const written = ['FileVersion', 'ProductVersion'].map((key) => numbersOf(texts?.get(key)));
  return [...fixed, ...written].find((code) => code && code !== noVersion) ?? null;
}

/** `1, 2, 0, 0` and `1.2.0-beta` begin with numbers that can be compared. */
function numbersOf(text: string | undefined): string | null {
  const [numbers] = /^\d+(\s*[.,]\s*\d+){0,3}/.exec(text ?? '') ?? [];
  return numbers?.split(/[.,]/).map(Number).join('.') ?? null;
}

function labels(tables: readonly VersionTexts[], product: string): Record<string, string> {
  const found = new Map([['', product]]);
  for (const { language, texts } of tables) {
    const locale = localeOf(language);
    const label = texts.get('ProductName');
    if (locale !== null && label) found.set(locale, label);
  }
  return Object.fromEntries(found);
}
