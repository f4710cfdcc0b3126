import type { Texts } from './texts.js';

export const personTexts = {} as const satisfies Texts;
