import { UniqueConstraintError } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { consoleAccount, countAttempt, forgetAttempts } from './attempts.js';
import { Administrator, type Role } from './model.js';
import type { Passwords } from './passwords.js';
import { endSessionsOfAdministrator } from './sessions.js';

export const shortestPassword = 12;

export interface NewAdministrator {
  name: string;
  password: string;
  role: Role;
  createdBy: string;
}

/** Makes a console account. Throws `invalid_request` for a taken name or a short password. */
export async function createAdministrator(
  deps: { transaction: RunTransaction; passwords: Passwords },
  input: NewAdministrator,
): Promise<Administrator> {
  const passwordHash = await hashPassword(deps.passwords, input.password);
  try {
    return await deps.transaction((transaction) => insert(input, passwordHash, transaction));
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new AppError('invalid_request', `There is already an account named "${input.name}".`, {
      details: { field: 'name' },
      cause: error,
    });
  }
}

/** Makes the first account; of two who try at once one succeeds. Throws `setup_closed`. */
export async function createFirstAdministrator(
  deps: { transaction: RunTransaction; passwords: Passwords },
  input: { name: string; password: string },
): Promise<Administrator> {
  const passwordHash = await hashPassword(deps.passwords, input.password);
  const first = { ...input, role: 'admin', createdBy: 'set-up' } as const;
  return deps.transaction(async (transaction) => {
    // Its audit entry holds the lock of the trail, so the count sees whoever was faster.
    const created = await insert(first, passwordHash, transaction);
    if ((await Administrator.count({ transaction })) === 1) return created;
    throw new AppError('setup_closed', 'There is an administrator already.');
  });
}

/** Where a password comes from: an address, and a browser where it is known to the account. */
interface Asking {
  address: string;
  browser?: string | null;
}

/** Gives an administrator another password and ends their sessions. Throws `credentials_wrong`, `rate_limited`, `invalid_request`. */
export async function changePassword(
  deps: { transaction: RunTransaction; passwords: Passwords },
  input: { administrator: Administrator; current: string; next: string } & Asking,
  now: Date,
): Promise<void> {
  const { administrator, current, next } = input;
  const attempted = { ...input, account: consoleAccount(administrator.name) };
  await countAttempt(attempted, now);
  if (!(await deps.passwords.verify(administrator.passwordHash, current))) {
    throw new AppError('credentials_wrong', 'The current password is wrong.');
  }
  await forgetAttempts(attempted);
  const passwordHash = await hashPassword(deps.passwords, next);
  await deps.transaction(async (transaction) => {
    await administrator.update({ passwordHash }, { transaction });
    const actor = `admin:${administrator.name}`;
    await recordAudit(
      { actor, action: 'administrator.change-password', subject: actor },
      transaction,
    );
  });
  await endSessionsOfAdministrator(administrator.id);
}

async function hashPassword(passwords: Passwords, password: string): Promise<string> {
  if (password.length >= shortestPassword) return passwords.hash(password);
  const message = `The password needs ${shortestPassword} characters or more.`;
  throw new AppError('invalid_request', message, { details: { field: 'password' } });
}

async function insert(
  { name, role, createdBy }: Omit<NewAdministrator, 'password'>,
  passwordHash: string,
  transaction: Transaction,
): Promise<Administrator> {
  const created = await Administrator.create({ name, passwordHash, role }, { transaction });
  const event = { actor: createdBy, action: 'administrator.create', subject: `admin:${name}` };
  await recordAudit({ ...event, details: { role } }, transaction);
  return created;
}

export function listAdministrators(): Promise<Administrator[]> {
  return Administrator.findAll({ order: [['name', 'ASC']] });
}

export async function hasAdministrator(): Promise<boolean> {
  return (await Administrator.count()) > 0;
}

/** The administrator with this name and password. Throws `credentials_wrong` or `rate_limited`. */
export async function signInAdministrator(
  deps: { passwords: Passwords },
  input: { name: string; password: string } & Asking,
  now: Date,
): Promise<Administrator> {
  const attempted = { ...input, account: consoleAccount(input.name) };
  await countAttempt(attempted, now);
  const administrator = await Administrator.findOne({ where: { name: input.name } });
  const matches = await deps.passwords.verify(administrator?.passwordHash ?? null, input.password);
  if (administrator === null || !matches) {
    throw new AppError('credentials_wrong', 'The name or the password is wrong.');
  }
  await forgetAttempts(attempted);
  return administrator;
}
