import type { Texts } from './texts.js';

export const consoleTexts = {} as const satisfies Texts;
