import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { bringUsersUpToDate } from '../accounts/users.js';
import type { Transaction } from '../database/transaction.js';
import type { RosterFollower } from '../identity/import-roster.js';
import { rosterName } from '../identity/roster.js';
import { reinstateReturned, suspendDeparted } from './departed.js';

/** What an import of the roster means for those who signed in here, inside its transaction. */
export const followRoster: RosterFollower = {
  async onDeparture(subjects, transaction) {
    await suspendDeparted(rosterName, await userIdsOf(subjects, transaction), transaction);
  },
  /** Who signed in with the old password is out, also where it was not its owner. */
  async onNewSecret(subjects, transaction) {
    await endSessionsOfUsers(await userIdsOf(subjects, transaction), transaction);
  },
  /** A corrected phone holds on the page that is open; who only left by the roster comes back by it. */
  async onPresent(identities, transaction) {
    if (identities.length === 0) return;
    const userIds = await bringUsersUpToDate(rosterName, identities, transaction);
    await reinstateReturned(rosterName, userIds, transaction);
  },
};

async function userIdsOf(subjects: readonly string[], transaction: Transaction): Promise<number[]> {
  const where = { directory: rosterName, subject: { [Op.in]: [...subjects] } };
  const users = await User.findAll({ where, attributes: ['id'], transaction });
  return users.map((user) => user.id);
}
