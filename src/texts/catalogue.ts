import { commonTexts } from './common.js';
import { consoleTexts } from './console.js';
import { errorTexts } from './errors.js';
import { personTexts } from './person.js';
import type { Texts } from './texts.js';

/** Every text a person or an administrator can see, in both languages. */
export const texts = {
  ...commonTexts,
  ...errorTexts,
  ...personTexts,
  ...consoleTexts,
} satisfies Texts;
