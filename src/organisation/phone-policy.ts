import { z } from 'zod';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { Setting } from './model.js';

/** What becomes of a person whose phone the directory has not, or has wrong. */
export const phonePolicySchema = z.strictObject({
  /** `person`: they type their own and prove it by a code. `desk`: they are sent to the help desk. */
  ownPhone: z.enum(['person', 'desk']),
});

export type PhonePolicy = z.output<typeof phonePolicySchema>;

const settingName = 'phone-policy';

export async function readPhonePolicy(): Promise<PhonePolicy> {
  const setting = await Setting.findByPk(settingName);
  const saved = phonePolicySchema.safeParse(setting?.value);
  return saved.success ? saved.data : { ownPhone: 'person' };
}

export async function savePhonePolicy(
  deps: { transaction: RunTransaction },
  input: { policy: PhonePolicy; actor: string },
): Promise<void> {
  await deps.transaction(async (transaction) => {
    await Setting.upsert({ name: settingName, value: input.policy }, { transaction });
    const details = input.policy;
    const { actor } = input;
    await recordAudit(
      { actor, action: 'phone-policy.edit', subject: 'organisation', details },
      transaction,
    );
  });
}
