import { guideTexts } from './guide.js';
import { personAgreementTexts } from './person-agreements.js';
import { personFrameTexts } from './person-frame.js';
import { personHelpTexts } from './person-help.js';
import { personHelpingTexts } from './person-helping.js';
import { personInstallTexts } from './person-install.js';
import { personLeaveTexts } from './person-leave.js';
import { personOutcomeTexts } from './person-outcome.js';
import { personPhoneTexts } from './person-phone.js';
import { personPreflightTexts } from './person-preflight.js';
import { personRegisterTexts } from './person-register.js';
import { personTrustTexts } from './person-trust.js';
import { personWarningTexts } from './person-warning.js';
import type { Texts } from './texts.js';

/** Every text of the person's pages, in the order one meets them. */
export const personTexts = {
  ...personFrameTexts,
  ...personLeaveTexts,
  ...personRegisterTexts,
  ...personPhoneTexts,
  ...personInstallTexts,
  ...personPreflightTexts,
  ...personWarningTexts,
  ...personTrustTexts,
  ...personOutcomeTexts,
  ...personHelpTexts,
  ...personAgreementTexts,
  ...guideTexts,
  ...personHelpingTexts,
} as const satisfies Texts;
