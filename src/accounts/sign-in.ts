import { UniqueConstraintError } from 'sequelize';
import { AppError, isAppError } from '../errors.js';
import type {
  Directory,
  Identity,
  PasswordDirectory,
  RedirectDirectory,
  RedirectReturn,
} from '../identity/directory.js';
import { plainNumber } from '../identity/typed.js';
import {
  type Attempted,
  countAttempt,
  forgetAttempts,
  numberAccount,
  takeBackAttempt,
} from './attempts.js';
import { User } from './model.js';

export interface SignIn {
  number: string;
  password: string;
  address: string;
  /** Where it is known to this number. */
  browser?: string | null;
}

/**
 * Proves who a person is against the directories that take a password, in their order, and gives
 * their account, made or brought up to date. One that is down does not keep the others from being
 * asked; but then a no of theirs does not say that the password is wrong.
 * Throws `credentials_wrong`, `rate_limited`, `directory_unavailable`.
 */
export async function signInPerson(
  deps: { directories: readonly Directory[] },
  input: SignIn,
  now: Date,
): Promise<User> {
  const number = plainNumber(input.number);
  const attempted = { ...input, account: numberAccount(number) };
  await countAttempt(attempted, now);
  const asked = await askInOrder(deps.directories, number, input.password);
  const { identity, down } = asked;
  if (identity === null) {
    // A directory that said no was a guess all the same.
    if (down !== null && !asked.refused) await takeBackAttempt(attempted);
    throw down ?? new AppError('credentials_wrong', 'The number or the password is wrong.');
  }
  await forgetAttempts(attempted);
  return saveUser(identity);
}

interface Asked {
  identity: Identity | null;
  /** Why one of them could not say. */
  down: AppError | null;
  /** Whether one of them said no. */
  refused: boolean;
}

async function askInOrder(
  directories: readonly Directory[],
  number: string,
  password: string,
): Promise<Asked> {
  const asked: Asked = { identity: null, down: null, refused: false };
  if (number === '' || password === '') return asked;
  for (const directory of directories.filter(takesPassword)) {
    try {
      const identity = await directory.authenticate(number, password);
      if (identity !== null) return { ...asked, identity };
      asked.refused = true;
    } catch (error) {
      if (!isAppError(error, 'directory_unavailable')) throw error;
      asked.down ??= error;
    }
  }
  return asked;
}

function takesPassword(directory: Directory): directory is PasswordDirectory {
  return directory.kind === 'password';
}

/**
 * Proves who came back from a directory's own page, and gives their account with the directory's
 * name for its session. Throws `sign_in_failed`, `rate_limited`, `directory_unavailable`.
 */
export async function signInReturned(
  directory: RedirectDirectory,
  returned: RedirectReturn & { address: string },
  now: Date,
): Promise<{ user: User; ticket: string | null }> {
  const attempted: Attempted = {
    account: `${directory.name}:${returned.state}`,
    address: returned.address,
  };
  await countAttempt(attempted, now);
  const { identity, ticket } = await directory.finish(returned);
  await forgetAttempts(attempted);
  return { user: await saveUser(identity), ticket };
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
