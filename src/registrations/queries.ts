import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { leftDirectory } from '../accounts/users.js';
import { countByDay } from '../database/by-day.js';
import { AppError } from '../errors.js';
import { Registration } from './model.js';

/** A person and how far they are here. */
export interface Person {
  user: User;
  registration: Registration | null;
}

/**
 * The person with this number, or null for one who never signed in. Where several directories know
 * it, the account that is registered with it; else the one that is registered at all, else the first.
 */
export async function findPerson(number: string): Promise<Person | null> {
  const users = await User.findAll({ where: { number }, order: [['id', 'ASC']] });
  const people = await Promise.all(
    users.map(async (user) => ({ user, registration: await findRegistration(user.id) })),
  );
  const registered = people.filter(({ registration }) => registration !== null);
  const holder = registered.find(({ registration }) => registration?.number === number);
  return holder ?? registered[0] ?? people[0] ?? null;
}

export function findRegistration(userId: number): Promise<Registration | null> {
  return Registration.findOne({ where: { userId } });
}

/** Who has this phone bound, with their account; null where nobody has. */
export function findHolder(phone: string): Promise<Registration | null> {
  const include = [{ model: User, as: 'user', required: true }];
  return Registration.findOne({ where: { phone }, include });
}

/** Whether another person holds this phone. The unique index decides; this only words the page. */
export async function phoneHeldByAnother(phone: string, userId: number): Promise<boolean> {
  return (await Registration.count({ where: { phone, userId: { [Op.ne]: userId } } })) > 0;
}

/** Whether another account is registered with this number. The unique index decides; this only words the page. */
export async function numberHeldByAnother(number: string, userId: number): Promise<boolean> {
  return (await Registration.count({ where: { number, userId: { [Op.ne]: userId } } })) > 0;
}

/** What an administrator sees of a person at a glance. */
export type PersonState = 'registered' | 'not-activated' | 'suspended' | 'unbound';
export const personStates = ['registered', 'not-activated', 'suspended', 'unbound'] as const;

export function stateOf({ registration }: Person): PersonState {
  if (registration === null) return 'not-activated';
  if (registration.state === 'suspended') return 'suspended';
  return registration.phone === null ? 'unbound' : 'registered';
}

/** The person with this account. Throws `not_found`. */
export async function requirePerson(userId: number): Promise<Person> {
  const user = await User.findByPk(userId);
  if (user === null) throw new AppError('not_found', `There is no person ${userId}.`);
  return { user, registration: await findRegistration(userId) };
}

export interface PeopleFilter {
  /** Part of a number, a name or a department. */
  search: string;
  state?: PersonState;
  offset: number;
  limit: number;
}

/** People who signed in at least once, newest first, with the number of all that match. */
export async function listPeople(
  filter: PeopleFilter,
): Promise<{ people: Person[]; total: number }> {
  const like = { [Op.like]: `%${filter.search.replace(/[%_\\]/g, '')}%` };
  const found =
    filter.search === ''
      ? {}
      : { [Op.or]: [{ number: like }, { name: like }, { department: like }] };
  const { rows, count } = await User.findAndCountAll({
    where: {
      ...found,
      directory: { [Op.ne]: leftDirectory },
      ...(filter.state === undefined ? {} : whereState[filter.state]),
    },
    include: [{ model: Registration, as: 'registration' }],
    order: [['id', 'DESC']],
    subQuery: false,
    offset: filter.offset,
    limit: filter.limit,
  });
  const people = rows.map((user) => {
    const registration = user.get('registration') as Registration | null | undefined;
    return { user, registration: registration ?? null };
  });
  return { people, total: count };
}

const whereState = {
  registered: { '$registration.state$': 'active', '$registration.phone$': { [Op.ne]: null } },
  unbound: { '$registration.state$': 'active', '$registration.phone$': null },
  suspended: { '$registration.state$': 'suspended' },
  'not-activated': { '$registration.id$': null },
} as const;

/** How many people are in each state. */
export async function countPeople(): Promise<Record<PersonState, number>> {
  const [users, registrations, suspended, unbound] = await Promise.all([
    User.count({ where: { directory: { [Op.ne]: leftDirectory } } }),
    Registration.count(),
    Registration.count({ where: { state: 'suspended' } }),
    Registration.count({ where: { state: 'active', phone: null } }),
  ]);
  const registered = registrations - suspended - unbound;
  return { registered, suspended, unbound, 'not-activated': users - registrations };
}

/** The latest to register, newest first. */
export function latestRegistrations(limit: number): Promise<Registration[]> {
  return Registration.findAll({
    include: [{ model: User, as: 'user', required: true }],
    order: [['activatedAt', 'DESC']],
    limit,
  });
}

/** How many people registered since then, by day (`2026-11-25`, UTC). */
export function countRegistrationsByDay(since: Date): Promise<Map<string, number>> {
  return countByDay(Registration, 'activatedAt', since);
}
