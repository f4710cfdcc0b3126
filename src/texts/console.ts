import { accountTexts } from './console/accounts.js';
import { agreementConsoleTexts } from './console/agreements.js';
import { appTexts } from './console/apps.js';
import { auditTexts } from './console/audit.js';
import { buildTexts } from './console/builds.js';
import { compareTexts } from './console/compare.js';
import { desktopTexts } from './console/desktop.js';
import { frameTexts } from './console/frame.js';
import { guideConsoleTexts } from './console/guide.js';
import { organisationTexts } from './console/organisation.js';
import { peopleTexts } from './console/people.js';
import { phoneTexts } from './console/phones.js';
import { releaseTexts } from './console/releases.js';
import { rolloutTexts } from './console/rollout.js';
import { rosterTexts } from './console/roster.js';
import { verdictTexts } from './console/verdicts.js';
import type { Texts } from './texts.js';

/** The console's texts. */
export const consoleTexts = {
  ...frameTexts,
  ...accountTexts,
  ...appTexts,
  ...buildTexts,
  ...verdictTexts,
  ...desktopTexts,
  ...releaseTexts,
  ...rolloutTexts,
  ...compareTexts,
  ...peopleTexts,
  ...phoneTexts,
  ...rosterTexts,
  ...organisationTexts,
  ...agreementConsoleTexts,
  ...guideConsoleTexts,
  ...auditTexts,
} as const satisfies Texts;
