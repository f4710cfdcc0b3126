import { UniqueConstraintError } from 'sequelize';
import type { User } from '../accounts/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Registration } from './model.js';
import { numberHeldByAnother } from './queries.js';

/** The phone to bind: proven by a code, or at the directory's word. */
export interface PhoneToBind {
  /** E.164. */
  phone: string | null;
  proven: boolean;
}

/**
 * Registers a person who has confirmed their details and binds their phone. Again is no harm: who
 * is registered stays so. Throws `phone_missing`, `phone_taken`, `number_taken`,
 * `registration_suspended`.
 *
 * The unique indexes decide who gets a phone and a number, not a look beforehand: of fifty at once
 * one wins.
 */
export async function activate(
  deps: { transaction: RunTransaction; onChange(): void },
  user: User,
  now: Date,
  { phone, proven }: PhoneToBind = { phone: user.directoryPhone, proven: false },
): Promise<Registration> {
  try {
    const registration = await deps.transaction(async (transaction) => {
      const where = { userId: user.id };
      const existing = await Registration.findOne({ where, transaction });
      if (existing?.state === 'suspended') throw suspended();
      if (existing !== null && existing.phone !== null) return existing;
      if (phone === null)
        throw new AppError('phone_missing', 'The directory holds no phone for this number.');
      const { number } = user;
      const phoneProvenAt = proven ? now : null;
      const facts = { number, phone, phoneProvenAt, state: 'active', activatedAt: now } as const;
      const saved = await (existing === null
        ? Registration.create({ userId: user.id, ...facts }, { transaction })
        : existing.update(facts, { transaction }));
      const subject = `user:${user.number}`;
      const event = { actor: subject, action: 'registration.activate', subject };
      await recordAudit(proven ? { ...event, details: { proven } } : event, transaction);
      return saved;
    });
    deps.onChange();
    return registration;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    return afterCollision(user, error);
  }
}

/** Two taps of the same person collide as well; then the first tap's registration is the answer. */
async function afterCollision(user: User, cause: unknown): Promise<Registration> {
  const own = await Registration.findOne({ where: { userId: user.id } });
  if (own !== null && own.phone !== null) return own;
  if (await numberHeldByAnother(user.number, user.id)) {
    throw new AppError('number_taken', 'This number is registered by another account.', { cause });
  }
  throw new AppError('phone_taken', 'This phone is bound to another number.', { cause });
}

export function suspended(): AppError {
  return new AppError('registration_suspended', 'This registration is suspended.');
}
