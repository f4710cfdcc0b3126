import { Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Release } from './model.js';
import type { PublishDeps } from './publish.js';
import { requireRelease } from './queries.js';

/**
 * Takes a release back: nothing of it leaves from the next request on. One whose rollout had not
 * reached everyone leaves the one before it in its place. Again is no harm. Throws `not_found`.
 */
export async function withdrawRelease(
  deps: PublishDeps,
  input: { id: number; actor: string },
  now: Date,
): Promise<Release> {
  await deps.transaction((transaction) => withdrawIn(transaction, input, now));
  deps.onChange();
  return requireRelease(input.id);
}

/** Withdraws inside a transaction that is already running. */
export async function withdrawIn(
  transaction: Transaction,
  { id, actor }: { id: number; actor: string },
  now: Date,
): Promise<Release> {
  const release = await Release.findByPk(id, { transaction, lock: transaction.LOCK.UPDATE });
  if (release === null) throw new AppError('not_found', `There is no release ${id}.`);
  if (release.state === 'withdrawn') return release;
  const wasOnItsWay = release.state === 'current' && !reachedEveryone(release);
  const facts = { state: 'withdrawn', withdrawnBy: actor, withdrawnAt: now } as const;
  await release.update(facts, { transaction });
  if (wasOnItsWay) await bringBack(release, transaction);
  const event = { actor, action: 'release.withdraw', subject: `release:${release.id}` };
  await recordAudit({ ...event, details: { build: release.buildId } }, transaction);
  return release;
}

function reachedEveryone({ rolloutPercent, rolloutState }: Release): boolean {
  return rolloutPercent >= 100 && rolloutState === 'running';
}

/** What most people were offered all along is what is current. */
async function bringBack(after: Release, transaction: Transaction): Promise<void> {
  const { channelId, appPlatformId } = after;
  const previous = await Release.findOne({
    where: {
      channelId,
      appPlatformId,
      id: { [Op.lt]: after.id },
      [Op.or]: [
        { state: 'superseded', rolloutState: 'running' },
        { state: 'withdrawn', rolloutState: 'running', rolloutPercent: 100 },
      ],
    },
    order: [['id', 'DESC']],
    transaction,
  });
  if (previous?.state === 'superseded')
    await previous.update({ state: 'current' }, { transaction });
}
