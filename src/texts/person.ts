import { guideTexts } from './guide.js';
import { personFrameTexts } from './person-frame.js';
import { personHelpTexts } from './person-help.js';
import { personHelpingTexts } from './person-helping.js';
import { personInstallTexts } from './person-install.js';
import { personRegisterTexts } from './person-register.js';
import { personTrustTexts } from './person-trust.js';
import type { Texts } from './texts.js';

/** Every text of the person's pages, in the order one meets them. */
export const personTexts = {
  ...personFrameTexts,
  ...personRegisterTexts,
  ...personInstallTexts,
  ...personTrustTexts,
  ...personHelpTexts,
  ...guideTexts,
  ...personHelpingTexts,
} as const satisfies Texts;
