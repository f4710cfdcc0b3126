import { UniqueConstraintError } from 'sequelize';
import { AppError } from '../errors.js';
import type { Directory, Identity } from '../identity/directory.js';
import { plainNumber } from '../identity/typed.js';
import { countAttempt, forgetAttempts, numberAccount } from './attempts.js';
import { User } from './model.js';

export interface SignIn {
  number: string;
  password: string;
  address: string;
  /** Where it is known to this number. */
  browser?: string | null;
}

/**
 * Proves who a person is against the directories, in their order, and gives their account, made or
 * brought up to date. Throws `credentials_wrong`, `rate_limited`, `directory_unavailable`.
 */
export async function signInPerson(
  deps: { directories: readonly Directory[] },
  input: SignIn,
  now: Date,
): Promise<User> {
  const number = plainNumber(input.number);
  const attempted = { ...input, account: numberAccount(number) };
  await countAttempt(attempted, now);
  const identity = await firstIdentity(deps.directories, number, input.password);
  if (identity === null)
    throw new AppError('credentials_wrong', 'The number or the password is wrong.');
  await forgetAttempts(attempted);
  return saveUser(identity);
}

async function firstIdentity(
  directories: readonly Directory[],
  number: string,
  password: string,
): Promise<Identity | null> {
  if (number === '' || password === '') return null;
  for (const directory of directories) {
    const identity = await directory.authenticate(number, password);
    if (identity !== null) return identity;
  }
  return null;
}

/**
 * Linked by the directory's immutable subject, never by number, name or phone. Not `findOrCreate`:
 * that opens a transaction of its own, past the one queue, and two first sign-ins at once are busy.
 */
async function saveUser(identity: Identity): Promise<User> {
  const { directory, subject, number, name, department } = identity;
  const facts = { number, name, department, directoryPhone: identity.phone };
  const where = { directory, subject };
  const known = await User.findOne({ where });
  if (known !== null) return known.update(facts);
  try {
    return await User.create({ ...where, ...facts });
  } catch (error) {
    // Another first sign-in of the same person came before.
    const other = error instanceof UniqueConstraintError ? await User.findOne({ where }) : null;
    if (other === null) throw error;
    return other;
  }
}
