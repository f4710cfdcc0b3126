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

/** By their number, or by the account itself: two directories may give two people one number. */
export type Whom = { number: string } | { userId: number };

export type ActOn = Whom & {
  actor: string;
  /** In the administrator's words; kept in the trail. */
  reason?: string;
};

/** Takes a person's access away, from the next request on, and signs them out. Throws `not_found`. */
export async function suspendRegistration(deps: Deps, input: ActOn): Promise<Registration> {
  const registration = await change(deps, input, 'registration.suspend', {
    state: 'suspended',
    suspendedBy: input.actor,
    suspendedAt: new Date(),
  });
  await endSessionsOfUsers([registration.userId]);
  return registration;
}

/** Gives it back. Throws `not_found`. */
export function reinstateRegistration(deps: Deps, input: ActOn): Promise<Registration> {
  const facts = { state: 'active', suspendedBy: null, suspendedAt: null } as const;
  return change(deps, input, 'registration.reinstate', facts);
}

/** Frees a person's phone and number; they confirm their details again before anything more leaves. Throws `not_found`. */
export function unbindPhone(deps: Deps, input: ActOn): Promise<Registration> {
  return change(deps, input, 'registration.unbind-phone', {
    phone: null,
    phoneProvenAt: null,
    number: null,
  });
}

/**
 * Binds a phone at an administrator's word, and signs the person out. Gives the number they had.
 * Throws `not_found` for an account that there is not, `phone_taken`, `registration_suspended`.
 */
export async function setPhone(
  deps: Deps,
  input: { userId: number; phone: string; reason: string; actor: string },
  now: Date,
): Promise<string | null> {
  const { userId, phone, actor, reason } = input;
  const before = await telling(
    deps.transaction(async (transaction) => {
      const what = { actor, action: 'registration.set-phone', details: { reason } };
      const binding = { userId, phone, provenAt: null, ...what };
      const had = await bindPhone(binding, now, transaction);
      await endSessionsOfUsers([userId], transaction);
      return had;
    }),
  );
  deps.onChange();
  return before;
}

async function change(
  deps: Deps,
  input: ActOn,
  action: string,
  facts: Partial<
    Pick<
      Registration,
      'state' | 'number' | 'phone' | 'phoneProvenAt' | 'suspendedBy' | 'suspendedAt'
    >
  >,
): Promise<Registration> {
  const registration = await deps.transaction(async (transaction) => {
    const found = await findOne(input, transaction);
    const saved = await found.update(facts, { transaction });
    const event = { actor: input.actor, action, subject: `user:${found.user?.number}` };
    const details = input.reason === undefined ? {} : { reason: input.reason };
    await recordAudit({ ...event, details }, transaction);
    return saved;
  });
  deps.onChange();
  return registration;
}

async function findOne(whom: Whom, transaction: Transaction): Promise<Registration> {
  const [name, where] =
    'userId' in whom
      ? [`account ${whom.userId}`, { id: whom.userId }]
      : [`number ${whom.number}`, { number: whom.number }];
  const registrations = await Registration.findAll({
    include: [{ model: User, as: 'user', where }],
    order: [['id', 'ASC']],
    transaction,
  });
  const holder = registrations.find(({ number, user }) => number === user?.number);
  const registration = holder ?? registrations[0];
  if (registration !== undefined) return registration;
  throw new AppError('not_found', `Nobody with the ${name} is registered.`);
}
