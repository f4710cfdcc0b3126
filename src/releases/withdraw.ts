import { recordAudit } from '../audit/record.js';
import { AppError } from '../errors.js';
import { Release } from './model.js';
import type { PublishDeps } from './publish.js';
import { requireRelease } from './queries.js';

/** Takes a release back: nothing of it leaves from the next request on. Again is no harm. Throws `not_found`. */
export async function withdrawRelease(
  deps: PublishDeps,
  input: { id: number; actor: string },
  now: Date,
): Promise<Release> {
  await deps.transaction(async (transaction) => {
    const release = await Release.findByPk(input.id, { transaction });
    if (release === null) throw new AppError('not_found', `There is no release ${input.id}.`);
    if (release.state === 'withdrawn') return;
    const facts = { state: 'withdrawn', withdrawnBy: input.actor, withdrawnAt: now } as const;
    await release.update(facts, { transaction });
    const subject = `release:${release.id}`;
    const details = { build: release.buildId };
    await recordAudit(
      { actor: input.actor, action: 'release.withdraw', subject, details },
      transaction,
    );
  });
  deps.onChange();
  return requireRelease(input.id);
}
