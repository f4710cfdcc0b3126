import { Op } from 'sequelize';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import type { Transaction } from '../database/transaction.js';
import { Registration } from './model.js';

/** Suspends and signs out those who left a directory, also one who has not confirmed yet. Gives how many were active. */
export async function suspendDeparted(
  directory: string,
  userIds: readonly number[],
  transaction: Transaction,
): Promise<number> {
  const facts = { state: 'suspended', suspendedBy: directory, suspendedAt: new Date() } as const;
  const where = { userId: { [Op.in]: [...userIds] }, state: 'active' } as const;
  const [suspended] = await Registration.update(facts, { where, transaction });
  await endSessionsOfUsers(userIds, transaction);
  return suspended;
}

/** Brings back those whom this directory's departure alone suspended. Gives how many. */
export async function reinstateReturned(
  directory: string,
  userIds: readonly number[],
  transaction: Transaction,
): Promise<number> {
  const facts = { state: 'active', suspendedBy: null, suspendedAt: null } as const;
  const where = {
    userId: { [Op.in]: [...userIds] },
    state: 'suspended',
    suspendedBy: directory,
  } as const;
  const [reinstated] = await Registration.update(facts, { where, transaction });
  return reinstated;
}
