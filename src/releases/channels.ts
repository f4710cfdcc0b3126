import type { Transaction } from '../database/transaction.js';
import { Channel } from './model.js';
import { productionChannel } from './queries.js';

/**
 * Locked, so that two who publish at once on PostgreSQL stand in line; SQLite's transactions already
 * do. A new channel is for nobody until it is granted, but `production` for everyone registered.
 */
export async function findOrCreateChannel(
  where: { appId: number; name: string },
  transaction: Transaction,
): Promise<Channel> {
  const find = () => Channel.findOne({ where, transaction, lock: transaction.LOCK.UPDATE });
  const existing = await find();
  if (existing !== null) return existing;
  // Another may be making it in this moment; that one's insert is waited for, and found.
  const audience = where.name === productionChannel ? 'registered' : 'granted';
  await Channel.bulkCreate([{ ...where, audience }], { ignoreDuplicates: true, transaction });
  const made = await find();
  if (made === null) throw new Error(`the channel ${where.name} was neither made nor found`);
  return made;
}
