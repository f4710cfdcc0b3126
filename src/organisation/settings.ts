import { z } from 'zod';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { Setting } from './model.js';

const bilingual = z.strictObject({
  zh: z.string().trim().max(200),
  en: z.string().trim().max(200),
});

/** What pages say of the organisation, in its own words. An empty text falls back to the page's own. */
export const organisationSchema = z.strictObject({
  name: bilingual,
  /** Whom to ask: a name or an office, a telephone number, when they are there. */
  helpContact: bilingual,
  helpTelephone: z.string().trim().max(60),
  helpHours: bilingual,
  /** What the number people sign in with is called, such as 工/学号. */
  numberLabel: bilingual,
  numberHint: bilingual,
  passwordHint: bilingual,
  /** The organisation's own page to reset a password; the roster has none. */
  resetPasswordUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
});

export type Organisation = z.output<typeof organisationSchema>;

const settingName = 'organisation';
const blank = { zh: '', en: '' };

/** What a new server says: nothing of its own yet. */
export const blankOrganisation: Organisation = {
  name: blank,
  helpContact: blank,
  helpTelephone: '',
  helpHours: blank,
  numberLabel: blank,
  numberHint: blank,
  passwordHint: blank,
  resetPasswordUrl: '',
};

export async function readOrganisation(): Promise<Organisation> {
  const setting = await Setting.findByPk(settingName);
  const saved = organisationSchema.partial().safeParse(setting?.value ?? {});
  return { ...blankOrganisation, ...(saved.success ? (saved.data as Partial<Organisation>) : {}) };
}

export async function saveOrganisation(
  deps: { transaction: RunTransaction },
  input: { organisation: Organisation; actor: string },
): Promise<void> {
  await deps.transaction(async (transaction) => {
    await Setting.upsert({ name: settingName, value: input.organisation }, { transaction });
    const event = { actor: input.actor, action: 'organisation.edit', subject: 'organisation' };
    await recordAudit(event, transaction);
  });
}
