import { randomUUID } from 'node:crypto';
import type { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { leftDirectory } from '../accounts/users.js';
import { forgetOrigins } from '../agreements/consents.js';
import { removeCorrections } from '../agreements/corrections.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { forgetRecipient } from '../messages/cost-guard.js';
import { suspended } from './activate.js';
import { Registration } from './model.js';
import { OneTimeCode, PhoneRequest } from './phone-model.js';

/**
 * A person leaves: their phone is free, every browser is signed out, and what is kept of them for
 * the counts and the consents names nobody any more. The audit trail stays as it is. They may
 * register again, as a new person. Throws `registration_suspended`: leaving is no way round that.
 */
export async function leave(
  deps: { transaction: RunTransaction; onChange(): void },
  user: User,
): Promise<void> {
  const subject = `user:${user.number}`;
  await deps.transaction(async (transaction) => {
    const where = { userId: user.id };
    const registration = await Registration.findOne({ where, transaction });
    if (registration?.state === 'suspended') throw suspended();
    await Registration.destroy({ where, transaction });
    await OneTimeCode.destroy({ where, transaction });
    await PhoneRequest.destroy({ where, transaction });
    await forgetRecipient(user.id, transaction);
    await forgetOrigins(user.id, transaction);
    await removeCorrections(user.id, transaction);
    await endSessionsOfUsers([user.id], transaction);
    await user.update(
      {
        directory: leftDirectory,
        subject: randomUUID(),
        number: '',
        name: '',
        department: '',
        directoryPhone: null,
      },
      { transaction },
    );
    await recordAudit({ actor: subject, action: 'registration.leave', subject }, transaction);
  });
  deps.onChange();
}
