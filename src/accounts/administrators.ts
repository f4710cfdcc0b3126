import { UniqueConstraintError } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { type Attempted, countAttempt, forgetAttempts } from './attempts.js';
import { Administrator, type Role } from './model.js';
import type { Passwords } from './passwords.js';

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
  if (input.password.length < shortestPassword) {
    throw new AppError(
      'invalid_request',
      `The password needs ${shortestPassword} characters or more.`,
      {
        details: { field: 'password' },
      },
    );
  }
  const passwordHash = await deps.passwords.hash(input.password);
  const { name, role } = input;
  try {
    return await deps.transaction(async (transaction) => {
      const created = await Administrator.create({ name, passwordHash, role }, { transaction });
      const event = {
        actor: input.createdBy,
        action: 'administrator.create',
        subject: `admin:${name}`,
      };
      await recordAudit({ ...event, details: { role } }, transaction);
      return created;
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new AppError('invalid_request', `There is already an account named "${name}".`, {
      details: { field: 'name' },
      cause: error,
    });
  }
}

export async function hasAdministrator(): Promise<boolean> {
  return (await Administrator.count()) > 0;
}

/** The administrator with this name and password. Throws `credentials_wrong` or `rate_limited`. */
export async function signInAdministrator(
  deps: { passwords: Passwords },
  input: { name: string; password: string; address: string },
  now: Date,
): Promise<Administrator> {
  const attempted: Attempted = { account: `console:${input.name}`, address: input.address };
  await countAttempt(attempted, now);
  const administrator = await Administrator.findOne({ where: { name: input.name } });
  const matches = await deps.passwords.verify(administrator?.passwordHash ?? null, input.password);
  if (administrator === null || !matches) {
    throw new AppError('credentials_wrong', 'The name or the password is wrong.');
  }
  await forgetAttempts(attempted);
  return administrator;
}
