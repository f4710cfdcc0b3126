import { type Concern, concernsOfPublishing } from '../artifacts/concerns.js';
import { recordAudit } from '../audit/record.js';
import type { Build } from '../builds/model.js';
import { appOf, requireBuild } from '../builds/queries.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Channel, Release } from './model.js';
import { findCurrentRelease, findLastRelease, requireRelease } from './queries.js';

export interface PublishDeps {
  transaction: RunTransaction;
  /** Called after the change: the gate forgets what it knew. */
  onChange(): void;
}

export interface Publication {
  buildId: number;
  channel: string;
  notes: string;
  /** The concerns that the publisher has weighed. */
  confirm: readonly string[];
  actor: string;
}

/**
 * Makes a build the current release of its platform on a channel; the one before is superseded.
 * Publishing what is current changes its notes alone. Throws `not_found`, and
 * `confirmation_required` with `reasons` while a concern is not confirmed.
 */
export async function publishRelease(
  deps: PublishDeps,
  input: Publication,
  now: Date,
): Promise<Release> {
  const build = await requireBuild(input.buildId);
  const id = await deps.transaction(async (transaction) => {
    const channel = await findOrCreateChannel(build, input.channel, transaction);
    const current = await findCurrentRelease(channel.id, build.appPlatformId, transaction);
    if (current?.buildId === build.id) {
      return changeNotes(current, channel, input, transaction);
    }
    const last = await findLastRelease(channel.id, build.appPlatformId, transaction);
    const concerns = concernsOfPublishing(build.artifact, last?.build?.artifact ?? null, now);
    refuseUnconfirmed(concerns, input.confirm);
    await current?.update({ state: 'superseded' }, { transaction });
    return (await createRelease(build, channel, input, now, transaction)).id;
  });
  deps.onChange();
  return requireRelease(id);
}

function refuseUnconfirmed(concerns: readonly Concern[], confirmed: readonly string[]): void {
  const reasons = concerns.filter((concern) => !confirmed.includes(concern));
  if (reasons.length === 0) return;
  const message = `Publishing needs your confirmation: ${reasons.join(', ')}.`;
  throw new AppError('confirmation_required', message, { details: { reasons } });
}

/** Locked, so that two who publish at once on PostgreSQL stand in line; SQLite's transactions already do. */
async function findOrCreateChannel(
  build: Build,
  name: string,
  transaction: Transaction,
): Promise<Channel> {
  const where = { appId: appOf(build).app.id, name };
  const find = () => Channel.findOne({ where, transaction, lock: transaction.LOCK.UPDATE });
  const existing = await find();
  if (existing !== null) return existing;
  // Another may be making it in this moment; that one's insert is waited for, and found.
  await Channel.bulkCreate([where], { ignoreDuplicates: true, transaction });
  const made = await find();
  if (made === null) throw new Error(`the channel ${name} was neither made nor found`);
  return made;
}

/** The trail keeps the notes of before; those of now stand at the release. */
async function changeNotes(
  release: Release,
  channel: Channel,
  { notes, actor }: Publication,
  transaction: Transaction,
): Promise<number> {
  if (release.notes === notes) return release.id;
  const details = { build: release.buildId, channel: channel.name, before: release.notes };
  await release.update({ notes }, { transaction });
  const event = { actor, action: 'release.change-notes', subject: `release:${release.id}` };
  await recordAudit({ ...event, details }, transaction);
  return release.id;
}

async function createRelease(
  build: Build,
  channel: Channel,
  input: Publication,
  now: Date,
  transaction: Transaction,
): Promise<Release> {
  const release = await Release.create(
    {
      channelId: channel.id,
      appPlatformId: build.appPlatformId,
      buildId: build.id,
      state: 'current',
      notes: input.notes,
      publishedBy: input.actor,
      publishedAt: now,
    },
    { transaction },
  );
  const details = { build: build.id, channel: channel.name, confirmed: input.confirm };
  const event = { actor: input.actor, action: 'release.publish', subject: `release:${release.id}` };
  await recordAudit({ ...event, details }, transaction);
  return release;
}
