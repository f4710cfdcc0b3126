import { Op } from 'sequelize';
import type { Transaction } from '../database/transaction.js';
import type { Identity } from '../identity/directory.js';
import { User } from './model.js';

/** Whose row is kept for the counts alone: nobody any more. */
export const leftDirectory = 'left';

/** The people with these ids, by id. */
export async function findUsers(ids: readonly number[]): Promise<Map<number, User>> {
  const users = await User.findAll({ where: { id: { [Op.in]: [...ids] } } });
  return new Map(users.map((user) => [user.id, user]));
}

/**
 * Takes over what a directory says now of those who signed in already: the next page shows it,
 * without another sign-in. Gives the ids of those among them.
 */
export async function bringUsersUpToDate(
  directory: string,
  identities: readonly Identity[],
  transaction: Transaction,
): Promise<number[]> {
  const bySubject = new Map(identities.map((identity) => [identity.subject, identity]));
  const known: number[] = [];
  for (const user of await User.findAll({ where: { directory }, transaction })) {
    const identity = bySubject.get(user.subject);
    if (identity === undefined) continue;
    known.push(user.id);
    const { number, name, department, phone } = identity;
    await user.update({ number, name, department, directoryPhone: phone }, { transaction });
  }
  return known;
}
