import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { Registration } from './model.js';

/** A person and how far they are here. */
export interface Person {
  user: User;
  registration: Registration | null;
}

/** The person with this number, or null for one who never signed in. */
export async function findPerson(number: string): Promise<Person | null> {
  const user = await User.findOne({ where: { number } });
  return user === null ? null : { user, registration: await findRegistration(user.id) };
}

export function findRegistration(userId: number): Promise<Registration | null> {
  return Registration.findOne({ where: { userId } });
}

/** Whether another person holds this phone. The unique index decides; this only words the page. */
export async function phoneHeldByAnother(phone: string, userId: number): Promise<boolean> {
  return (await Registration.count({ where: { phone, userId: { [Op.ne]: userId } } })) > 0;
}

export interface PeopleFilter {
  /** Part of a number, a name or a department. */
  search: string;
  offset: number;
  limit: number;
}

/** People who signed in at least once, newest first, with the number of all that match. */
export async function listPeople(
  filter: PeopleFilter,
): Promise<{ people: Person[]; total: number }> {
  const like = { [Op.like]: `%${filter.search.replace(/[%_\\]/g, '')}%` };
  const where =
    filter.search === ''
      ? {}
      : { [Op.or]: [{ number: like }, { name: like }, { department: like }] };
  const { rows, count } = await User.findAndCountAll({
    where,
    order: [['id', 'DESC']],
    offset: filter.offset,
    limit: filter.limit,
  });
  const userId = { [Op.in]: rows.map((user) => user.id) };
  const registrations = await Registration.findAll({ where: { userId } });
  const byUser = new Map(registrations.map((registration) => [registration.userId, registration]));
  const people = rows.map((user) => ({ user, registration: byUser.get(user.id) ?? null }));
  return { people, total: count };
}
