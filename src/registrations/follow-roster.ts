import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { bringUsersUpToDate } from '../accounts/users.js';
import type { Transaction } from '../database/transaction.js';
import type { RosterFollower } from '../identity/import-roster.js';
import { rosterName } from '../identity/roster.js';
import { Registration } from './model.js';

const suspendedBy = 'roster';

/** What an import of the roster means for those who signed in here, inside its transaction. */
export const followRoster: RosterFollower = {
  /** Who left is suspended and signed out, also one who has not confirmed yet. */
  async onDeparture(subjects, transaction) {
    const userIds = await userIdsOf(subjects, transaction);
    const facts = { state: 'suspended', suspendedBy, suspendedAt: new Date() } as const;
    await Registration.update(facts, {
      where: { userId: { [Op.in]: userIds }, state: 'active' },
      transaction,
    });
    await endSessionsOfUsers(userIds, transaction);
  },
  /** Who signed in with the old password is out, also where it was not its owner. */
  async onNewSecret(subjects, transaction) {
    await endSessionsOfUsers(await userIdsOf(subjects, transaction), transaction);
  },
  /** A corrected phone holds on the page that is open; who only left by the roster comes back by it. */
  async onPresent(identities, transaction) {
    if (identities.length === 0) return;
    await reinstate(await bringUsersUpToDate(rosterName, identities, transaction), transaction);
  },
};

async function userIdsOf(subjects: readonly string[], transaction: Transaction): Promise<number[]> {
  const where = { directory: rosterName, subject: { [Op.in]: [...subjects] } };
  const users = await User.findAll({ where, attributes: ['id'], transaction });
  return users.map((user) => user.id);
}

async function reinstate(userIds: readonly number[], transaction: Transaction): Promise<void> {
  const facts = { state: 'active', suspendedBy: null, suspendedAt: null } as const;
  const where = { userId: { [Op.in]: [...userIds] }, state: 'suspended', suspendedBy } as const;
  await Registration.update(facts, { where, transaction });
}
