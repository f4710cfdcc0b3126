import { Op } from 'sequelize';
import { AppError } from '../errors.js';
import { FailedAttempt } from './model.js';

const windowMs = 15 * 60 * 1000;

/** Failures in a quarter of an hour. A campus is one address, so an address gets a hundred times more. */
export const attemptLimits = { account: 10, address: 1000 } as const;

export interface Attempted {
  /** What is tried: `number:20010001`, `console:anna`. */
  account: string;
  address: string;
  /**
   * A browser that the account was signed in to with before (`known-browser.ts`). It has as many
   * tries of its own, so that strangers cannot lock the owner out.
   */
  browser?: string | null;
}

/** The account of a person, as attempts name it. */
export function numberAccount(plainNumber: string): string {
  return `number:${plainNumber}`;
}

/** The account of an administrator, as attempts name it. */
export function consoleAccount(name: string): string {
  return `console:${name}`;
}

/**
 * Counts a try before it is made and throws `rate_limited` when there were too many; `details` say
 * when to come back, in seconds. The row stands first and its rank decides, so that of a thousand
 * tries at once no more than the limit are made. A refused try is not counted: it locks nobody out.
 */
export async function countAttempt(attempted: Attempted, now: Date): Promise<void> {
  const ofAccount = await countOne(accountKey(attempted), attemptLimits.account, now);
  try {
    await countOne(`address ${attempted.address}`, attemptLimits.address, now);
  } catch (error) {
    await ofAccount.destroy();
    throw error;
  }
}

/** A try that succeeded clears its account or known browser, and gives back the one it took of the address. */
export async function forgetAttempts(attempted: Attempted): Promise<void> {
  await FailedAttempt.destroy({ where: { key: accountKey(attempted) } });
  const key = `address ${attempted.address}`;
  const own = await FailedAttempt.findOne({ where: { key }, order: [['id', 'DESC']] });
  await own?.destroy();
}

/** A try that could not be judged counts for nothing. */
export async function takeBackAttempt({ account, address }: Attempted): Promise<void> {
  for (const key of [`account ${account}`, `address ${address}`]) {
    const own = await FailedAttempt.findOne({ where: { key }, order: [['id', 'DESC']] });
    await own?.destroy();
  }
}

/** Removes what no window counts any more. */
export async function sweepAttempts(now: Date): Promise<void> {
  await FailedAttempt.destroy({ where: { at: { [Op.lt]: new Date(now.getTime() - windowMs) } } });
}

function accountKey({ account, browser }: Attempted): string {
  return browser == null ? `account ${account}` : `browser ${browser}`;
}

async function countOne(key: string, limit: number, now: Date): Promise<FailedAttempt> {
  const attempt = await FailedAttempt.create({ key, at: now });
  const since = new Date(now.getTime() - windowMs);
  const where = { key, at: { [Op.gt]: since }, id: { [Op.lte]: attempt.id } };
  if ((await FailedAttempt.count({ where })) <= limit) return attempt;
  await attempt.destroy();
  const oldest = await FailedAttempt.findOne({
    where: { key, at: { [Op.gt]: since } },
    order: [['at', 'ASC']],
  });
  const until = (oldest?.at.getTime() ?? now.getTime()) + windowMs;
  throw new AppError('rate_limited', 'Too many tries. Wait, then try again.', {
    details: { retryAfterSeconds: Math.max(1, Math.ceil((until - now.getTime()) / 1000)) },
  });
}
