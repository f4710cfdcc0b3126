import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { bindPhone, telling } from './bind-phone.js';
import { Registration } from './model.js';

interface Deps {
  transaction: RunTransaction;
  /** Called after the change: the gate forgets what it knew. */
  onChange(): void;
}

export interface ByNumber {
  number: string;
  actor: string;
  /** In the administrator's words; kept in the trail. */
  reason?: string;
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
  return change(deps, input, 'registration.unbind-phone', {
    phone: null,
    phoneProvenAt: null,
    number: null,
  });
}

/**
 * Binds a phone at an administrator's word, and signs the person out. Gives the number they had.
 * Throws `not_found` for one who never signed in, `phone_taken`, `registration_suspended`.
 */
export async function setPhone(
  deps: Deps,
  input: ByNumber & { phone: string; reason: string },
  now: Date,
): Promise<string | null> {
  const { number, phone, actor, reason } = input;
  const before = await telling(
    deps.transaction(async (transaction) => {
      const user = await User.findOne({ where: { number }, transaction });
      if (user === null) throw new AppError('not_found', `Nobody has the number ${number}.`);
      const what = { actor, action: 'registration.set-phone', details: { reason } };
      const binding = { userId: user.id, phone, provenAt: null, ...what };
      const had = await bindPhone(binding, now, transaction);
      await endSessionsOfUsers([user.id], transaction);
      return had;
    }),
  );
  deps.onChange();
  return before;
}

async function change(
  deps: Deps,
  input: ByNumber,
  action: string,
  facts: Partial<
    Pick<
      Registration,
      'state' | 'number' | 'phone' | 'phoneProvenAt' | 'suspendedBy' | 'suspendedAt'
    >
  >,
): Promise<Registration> {
  const registration = await deps.transaction(async (transaction) => {
    const found = await findByNumber(input.number, transaction);
    const saved = await found.update(facts, { transaction });
    const event = { actor: input.actor, action, subject: `user:${input.number}` };
    const details = input.reason === undefined ? {} : { reason: input.reason };
    await recordAudit({ ...event, details }, transaction);
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
