import type { ActivationLetter } from '../../identity/activation-codes.js';
import type { QrCode } from '../pages/qr-code.js';
import type { FormState, Option } from './page-data.js';

/** What an import would change, as far as a page can show it. */
export interface RosterPreview {
  sum: string;
  added: string[];
  updated: { number: string; changes: string[] }[];
  departed: string[];
  /** Whether there is more than is shown. */
  more: boolean;
  warnings: string[];
  departures: boolean;
  /** Of the file and what is done with it. */
  sha256: string;
}

/** The pages of the roster, by template. */
export interface RosterPages {
  'console/roster-import': { problem: string; preview: RosterPreview | null; done: string };
  'console/letters': { form: FormState; apps: Option[]; waiting: number; limit: number };
  'console/letters-print': {
    app: { name: string };
    letters: ActivationLetter[];
    qr: QrCode;
    contact: string;
  };
}
