import type { FormState, Link, Moment, Option } from './page-data.js';

/** What a person asked about their phone. */
export interface PhoneRequestRow {
  id: number;
  person: string;
  href: string;
  kind: string;
  /** Masked. */
  phone: string;
  /** Who has it bound now. */
  holder: Link | null;
  reason: string;
  at: Moment;
}

export interface PhonesPage {
  /** Their names in their order; empty where there is none. */
  gateways: string;
  development: boolean;
  ownPhone: string;
  policies: Option[];
  requests: PhoneRequestRow[];
  form: FormState;
  notice: string | null;
}
