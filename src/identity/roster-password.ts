import type { Transaction } from '../database/transaction.js';
import { RosterEntry } from './model.js';

/**
 * Gives a person of the roster another password; their activation code is used up with it. False
 * where they have left.
 */
export async function setRosterPassword(
  subject: string,
  passwordHash: string,
  transaction: Transaction,
): Promise<boolean> {
  const facts = { passwordHash, activationCodeHash: null };
  const where = { id: Number(subject), departedAt: null };
  const [changed] = await RosterEntry.update(facts, { where, transaction });
  return changed === 1;
}
