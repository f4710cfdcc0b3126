import type { Texts } from './texts.js';

export const commonTexts = {
  'common.language.other': { zh: 'English', en: '中文' },
  'common.product': { zh: 'Slipway', en: 'Slipway' },
  'platform.ios': { zh: 'iPhone 与 iPad', en: 'iPhone and iPad' },
  'platform.android': { zh: '安卓', en: 'Android' },
  'platform.macos': { zh: 'Mac', en: 'Mac' },
  'platform.windows': { zh: 'Windows', en: 'Windows' },
  'system.ios': { zh: 'iOS', en: 'iOS' },
  'system.android': { zh: 'Android', en: 'Android' },
  'system.macos': { zh: 'macOS', en: 'macOS' },
  'system.windows': { zh: 'Windows', en: 'Windows' },
} as const satisfies Texts;
