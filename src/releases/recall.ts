import { recordAudit } from '../audit/record.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { type LocalTexts, Release } from './model.js';
import type { PublishDeps } from './publish.js';
import { requireRelease } from './queries.js';
import { withdrawIn } from './withdraw.js';

export interface Recall {
  id: number;
  /** What those who hold it should do, in one language at the least. */
  texts: LocalTexts;
  /** The release they should have in its place. */
  replacement: number | null;
  actor: string;
}

/**
 * Withdraws a release and has those who hold it told: on their page, and by the update check. Done
 * again it replaces what is told. Throws `not_found`, and `invalid_request` for no text, or for a
 * replacement that is not current, or of another app or platform.
 */
export async function recallRelease(
  deps: PublishDeps,
  recall: Recall,
  now: Date,
): Promise<Release> {
  const { id, texts, replacement, actor } = recall;
  if (Object.values(texts).every((text) => text === '')) {
    throw new AppError(
      'invalid_request',
      'Say in one language at the least what people should do.',
    );
  }
  await deps.transaction(async (transaction) => {
    const release = await withdrawIn(transaction, { id, actor }, now);
    if (replacement !== null) await refuseUnfit(release, replacement, transaction);
    await release.update(
      { recallTexts: texts, replacementReleaseId: replacement },
      { transaction },
    );
    const event = { actor, action: 'release.recall', subject: `release:${id}` };
    const details = { build: release.buildId, replacement };
    await recordAudit({ ...event, details }, transaction);
  });
  deps.onChange();
  return requireRelease(id);
}

async function refuseUnfit(recalled: Release, id: number, transaction: Transaction): Promise<void> {
  const other = await Release.findByPk(id, { transaction });
  const fits =
    other !== null &&
    other.id !== recalled.id &&
    other.appPlatformId === recalled.appPlatformId &&
    other.state === 'current';
  if (fits) return;
  const message = `Release ${id} cannot stand in for ${recalled.id}: it must be current, and of the same app and platform.`;
  throw new AppError('invalid_request', message, { details: { replacement: id } });
}
