import { recordAudit } from '../audit/record.js';
import { AppError } from '../errors.js';
import { Release } from './model.js';
import type { PublishDeps } from './publish.js';
import { requireRelease } from './queries.js';
import type { RolloutState } from './rollout.js';

export interface RolloutChange {
  id: number;
  /** Whole, more than before, up to 100. */
  percent?: number;
  /** Held, let go on, or ended for good. */
  act?: 'pause' | 'resume' | 'halt';
  actor: string;
}

/**
 * Offers the current release to more people, or holds, resumes or halts that. It never takes it
 * away from those it reached: for that there is withdraw. Asking for what is already so is no harm.
 * Throws `not_found`, `rollout_ended` for one that is halted or not current any more, and
 * `invalid_request` for fewer people than before.
 */
export async function changeRollout(deps: PublishDeps, change: RolloutChange): Promise<Release> {
  await deps.transaction(async (transaction) => {
    const lock = transaction.LOCK.UPDATE;
    const release = await Release.findByPk(change.id, { transaction, lock });
    if (release === null) throw new AppError('not_found', `There is no release ${change.id}.`);
    refuseEnded(release, change);
    const facts = { rolloutPercent: nextPercent(release, change), ...nextState(change) };
    await release.update(facts, { transaction });
    const details = { percent: release.rolloutPercent, state: release.rolloutState };
    const event = { actor: change.actor, action: 'release.rollout' };
    await recordAudit({ ...event, subject: `release:${release.id}`, details }, transaction);
  });
  deps.onChange();
  return requireRelease(change.id);
}

function refuseEnded({ state, rolloutState }: Release, { act }: RolloutChange): void {
  if (state === 'current' && (rolloutState !== 'halted' || act === 'halt')) return;
  const why = state === 'current' ? 'was halted' : `is ${state}`;
  throw new AppError('rollout_ended', `The rollout has ended: this release ${why}.`);
}

function nextPercent({ rolloutPercent }: Release, { percent }: RolloutChange): number {
  if (percent === undefined) return rolloutPercent;
  if (percent >= rolloutPercent && percent <= 100) return percent;
  const message = `It is offered to ${rolloutPercent} % already, and a rollout only grows. Pause it, or withdraw the release.`;
  throw new AppError('invalid_request', message, { details: { percent: rolloutPercent } });
}

const states = { pause: 'paused', resume: 'running', halt: 'halted' } as const;

function nextState({ act }: RolloutChange): { rolloutState?: RolloutState } {
  return act === undefined ? {} : { rolloutState: states[act] };
}
