import { Op, type WhereOptions } from 'sequelize';
import { standInLine } from '../database/lock.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import type { MessagePurpose } from './gateway.js';
import { SentMessage } from './model.js';

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/** How many messages may leave in 24 hours. */
export interface MessageLimits {
  perNumberPerDay: number;
  perPersonPerDay: number;
  /** To everybody together: what a day may cost. */
  perDay: number;
}

export const resendSeconds = 60;
const perNumberPerHour = 5;
/** Names the lock of `sent_messages`. */
const lock = 1_936_484_721;

/**
 * Takes the place of one message among those that may leave; throws `rate_limited` with
 * `details.retryAfterSeconds` where there is none. Counted and taken in one transaction, in the
 * database: several processes share the limits, and of fifty at once no more than allowed leave.
 */
export function takePlace(
  deps: { transaction: RunTransaction; limits: MessageLimits },
  input: { phone: string; userId: number | null; purpose: MessagePurpose },
  now: Date,
): Promise<SentMessage> {
  const { phone, userId } = input;
  const { limits } = deps;
  return deps.transaction(async (transaction) => {
    await standInLine(SentMessage, lock, transaction);
    if (input.purpose === 'code') await mayAskAgain(phone, now, transaction);
    await within({ phone }, limits.perNumberPerDay, day, now, transaction);
    if (userId !== null) await within({ userId }, limits.perPersonPerDay, day, now, transaction);
    await within({}, limits.perDay, day, now, transaction);
    return SentMessage.create({ phone, userId, state: 'sending', at: now }, { transaction });
  });
}

/** Forgets what no limit counts any more. */
export async function sweepMessages(now: Date): Promise<void> {
  const before = new Date(now.getTime() - 2 * day);
  await SentMessage.destroy({ where: { at: { [Op.lt]: before } } });
}

/** That messages went to a phone goes on counting; not whom they were for. */
export async function forgetRecipient(userId: number, transaction: Transaction): Promise<void> {
  await SentMessage.update({ userId: null }, { where: { userId }, transaction });
}

/** What was sent for a person in the last two days, the newest first. */
export function messagesTo(userId: number): Promise<SentMessage[]> {
  return SentMessage.findAll({ where: { userId }, order: [['id', 'DESC']] });
}

/** The vendors' waits between two codes to one number: one a minute, five an hour. */
async function mayAskAgain(phone: string, now: Date, transaction: Transaction): Promise<void> {
  // One that failed cost the person a wait already.
  const arrived = { phone, state: { [Op.ne]: 'failed' } };
  await within(arrived, 1, resendSeconds * second, now, transaction);
  await within({ phone }, perNumberPerHour, hour, now, transaction);
}

async function within(
  who: WhereOptions,
  most: number,
  windowMs: number,
  now: Date,
  transaction: Transaction,
): Promise<void> {
  const since = new Date(now.getTime() - windowMs);
  const rows = await SentMessage.findAll({
    where: { ...who, at: { [Op.gt]: since } },
    attributes: ['at'],
    order: [['at', 'DESC']],
    limit: most,
    transaction,
  });
  // The place is free again when the oldest of the `most` newest is out of the window.
  const oldest = rows[most - 1];
  if (oldest === undefined) return;
  const freeMs = oldest.at.getTime() + windowMs - now.getTime();
  throw new AppError('rate_limited', 'Too many messages. Wait, then try again.', {
    details: { retryAfterSeconds: Math.max(1, Math.ceil(freeMs / second)) },
  });
}
