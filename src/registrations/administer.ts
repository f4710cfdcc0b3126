import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Registration } from './model.js';

interface Deps {
  transaction: RunTransaction;
  /** Called after the change: the gate forgets what it knew. */
  onChange(): void;
}

export interface ByNumber {
  number: string;
  actor: string;
}

/** Takes a person's access away, from the next request on, and signs them out. Throws `not_found`. */
export async function suspendRegistration(deps: Deps, input: ByNumber): Promise<Registration> {
  const registration = await change(deps, input, 'registration.suspend', {
    state: 'suspended',
    suspendedBy: input.actor,
    suspendedAt: new Date(),
  });
  await endSessionsOfUsers([registration.userId]);
  return registration;
}

/** Gives it back. Throws `not_found`. */
export function reinstateRegistration(deps: Deps, input: ByNumber): Promise<Registration> {
  const facts = { state: 'active', suspendedBy: null, suspendedAt: null } as const;
  return change(deps, input, 'registration.reinstate', facts);
}

/** Frees a person's phone and number; they confirm their details again before anything more leaves. Throws `not_found`. */
export function unbindPhone(deps: Deps, input: ByNumber): Promise<Registration> {
  return change(deps, input, 'registration.unbind-phone', { phone: null, number: null });
}

async function change(
  deps: Deps,
  input: ByNumber,
  action: string,
  facts: Partial<Pick<Registration, 'state' | 'number' | 'phone' | 'suspendedBy' | 'suspendedAt'>>,
): Promise<Registration> {
  const registration = await deps.transaction(async (transaction) => {
    const found = await findByNumber(input.number, transaction);
    const saved = await found.update(facts, { transaction });
    await recordAudit({ actor: input.actor, action, subject: `user:${input.number}` }, transaction);
    return saved;
  });
  deps.onChange();
  return registration;
}

async function findByNumber(number: string, transaction: Transaction): Promise<Registration> {
  const include = [{ model: User, as: 'user', where: { number } }];
  const registrations = await Registration.findAll({
    include,
    order: [['id', 'ASC']],
    transaction,
  });
  const holder = registrations.find((registration) => registration.number === number);
  const registration = holder ?? registrations[0];
  if (registration !== undefined) return registration;
  throw new AppError('not_found', `Nobody with the number ${number} is registered.`);
}
