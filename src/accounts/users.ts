import { Op } from 'sequelize';
import { User } from './model.js';

/** The people with these ids, by id. */
export async function findUsers(ids: readonly number[]): Promise<Map<number, User>> {
  const users = await User.findAll({ where: { id: { [Op.in]: [...ids] } } });
  return new Map(users.map((user) => [user.id, user]));
}
