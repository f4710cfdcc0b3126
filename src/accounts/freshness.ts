import { Op } from 'sequelize';
import type { Transaction } from '../database/transaction.js';
import { credentialHash } from './credentials.js';
import { Session } from './model.js';

/** How long a proof of who one is stays fresh enough to change what protects the account. */
export const freshMs = 10 * 60 * 1000;

/** Whether this browser proved in the last ten minutes, to the directory, who holds it. */
export async function isFresh(cookie: string, now: Date): Promise<boolean> {
  const session = await Session.findOne({ where: { hash: credentialHash(cookie) } });
  const at = session?.provenAt?.getTime() ?? 0;
  return now.getTime() - at <= freshMs;
}

/** Notes that the directory was just asked again, and said yes. */
export async function noteAuthentication(cookie: string, now: Date): Promise<void> {
  await Session.update({ provenAt: now }, { where: { hash: credentialHash(cookie) } });
}

/** Ends a person's sessions in every other browser. */
export async function endOtherSessions(
  userId: number,
  cookie: string | undefined,
  transaction: Transaction,
): Promise<void> {
  const hash = credentialHash(cookie ?? '');
  await Session.destroy({ where: { userId, hash: { [Op.ne]: hash } }, transaction });
}
