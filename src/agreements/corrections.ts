import { User } from '../accounts/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Correction } from './model.js';

export const longestCorrection = 1000;
/** Of one person, at a time: enough to say all, too few to fill a disk. */
const mostOpen = 5;

/** Keeps what a person asks to have corrected. Throws `rate_limited` where enough of it is open. */
export async function askForCorrection(user: User, text: string): Promise<void> {
  const open = await Correction.count({ where: { userId: user.id, closedAt: null } });
  if (open >= mostOpen) {
    throw new AppError('rate_limited', 'Your earlier requests are still open. Please wait.');
  }
  await Correction.create({ userId: user.id, text });
}

export function correctionsOf(userId: number): Promise<Correction[]> {
  return Correction.findAll({ where: { userId }, order: [['id', 'DESC']] });
}

/** Those that wait for an administrator, the oldest first, each with its person. */
export function openCorrections(): Promise<Correction[]> {
  return Correction.findAll({
    where: { closedAt: null },
    include: [{ model: User, as: 'user', required: true }],
    order: [['id', 'ASC']],
  });
}

/** An administrator has seen to it. Throws `not_found`. */
export async function closeCorrection(
  deps: { transaction: RunTransaction },
  input: { id: number; actor: string },
  now: Date,
): Promise<void> {
  const { id, actor } = input;
  await deps.transaction(async (transaction) => {
    const correction = await Correction.findByPk(id, { transaction });
    if (correction === null) throw new AppError('not_found', `There is no request ${id}.`);
    await correction.update({ closedAt: now, closedBy: actor }, { transaction });
    await recordAudit(
      { actor, action: 'correction.close', subject: `correction:${id}` },
      transaction,
    );
  });
}

export async function removeCorrections(userId: number, transaction: Transaction): Promise<void> {
  await Correction.destroy({ where: { userId }, transaction });
}
