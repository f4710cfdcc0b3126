import { UniqueConstraintError } from 'sequelize';
import { User } from '../accounts/model.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { recordAudit } from '../audit/record.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { suspended } from './activate.js';
import { Registration } from './model.js';
import { PhoneRequest } from './phone-model.js';

export interface Binding {
  userId: number;
  /** E.164. */
  phone: string;
  /** When a code showed that they have it; null where an administrator says so. */
  provenAt: Date | null;
  actor: string;
  action: string;
  details: Record<string, unknown>;
}

/**
 * Binds a phone to a person in place of the one they had; who was not registered is from then on.
 * Gives the number they had, or null. Throws `phone_taken`, `number_taken`, `registration_suspended`.
 */
export async function bindPhone(
  binding: Binding,
  now: Date,
  transaction: Transaction,
): Promise<string | null> {
  const { userId, phone, provenAt, actor, action, details } = binding;
  const user = await User.findByPk(userId, { transaction });
  if (user === null) throw new AppError('not_found', `There is no person ${userId}.`);
  const existing = await Registration.findOne({ where: { userId }, transaction });
  if (existing?.state === 'suspended') throw suspended();
  const before = existing?.phone ?? null;
  // A change that was begun was begun from the phone they had.
  await PhoneRequest.destroy({ where: { userId, state: 'begun' }, transaction });
  const facts = { number: user.number, phone, phoneProvenAt: provenAt };
  await recordAudit({ actor, action, subject: `user:${user.number}`, details }, transaction);
  if (existing === null) {
    const active = { state: 'active', activatedAt: now } as const;
    await Registration.create({ userId, ...facts, ...active }, { transaction });
  } else await existing.update(facts, { transaction });
  return before;
}

/** Takes a phone from whoever has it and signs them out: they prove another one next time. */
export async function freePhone(
  phone: string,
  by: { actor: string; reason: string },
  transaction: Transaction,
): Promise<void> {
  const include = [{ model: User, as: 'user', required: true }];
  const holder = await Registration.findOne({ where: { phone }, include, transaction });
  if (holder === null) return;
  await holder.update({ phone: null, phoneProvenAt: null }, { transaction });
  await endSessionsOfUsers([holder.userId], transaction);
  const subject = `user:${holder.user?.number}`;
  const details = { reason: by.reason };
  const event = { actor: by.actor, action: 'registration.unbind-phone', subject, details };
  await recordAudit(event, transaction);
}

/** What a collision of the unique index means. */
export async function telling<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    if (error.errors.some(({ path }) => path === 'number')) {
      throw new AppError('number_taken', 'This number is registered already.', { cause: error });
    }
    throw new AppError('phone_taken', 'This phone is bound to another number.', { cause: error });
  }
}
