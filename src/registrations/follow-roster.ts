import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { bringUsersUpToDate } from '../accounts/users.js';
import type { RosterFollower } from '../identity/import-roster.js';
import { rosterName } from '../identity/roster.js';
import { reinstateReturned, suspendDeparted } from './departed.js';

/** What an import of the roster means for those who signed in here, inside its transaction. */
export const followRoster: RosterFollower = {
  async onDeparture(subjects, transaction) {
    const where = { directory: rosterName, subject: { [Op.in]: [...subjects] } };
    const users = await User.findAll({ where, attributes: ['id'], transaction });
    const userIds = users.map((user) => user.id);
    await suspendDeparted(rosterName, userIds, transaction);
  },
  /** A corrected phone holds on the page that is open; who only left by the roster comes back by it. */
  async onPresent(identities, transaction) {
    if (identities.length === 0) return;
    const userIds = await bringUsersUpToDate(rosterName, identities, transaction);
    await reinstateReturned(rosterName, userIds, transaction);
  },
};
