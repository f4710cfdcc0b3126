import { randomBytes } from 'node:crypto';
import { type Concern, concernsOfPublishing } from '../artifacts/concerns.js';
import { recordAudit } from '../audit/record.js';
import type { Build } from '../builds/model.js';
import { appOf, requireBuild } from '../builds/queries.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { findOrCreateChannel } from './channels.js';
import { type Channel, type LocalTexts, Release } from './model.js';
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
  /** The notes in other words for these languages. */
  translatedNotes?: LocalTexts | null | undefined;
  /** To how many people at first, 1 to 100; everyone where absent. */
  rolloutPercent?: number | undefined;
  /** Whether everyone with an older one must take it. */
  mandatory?: boolean | undefined;
  actor: string;
}

/**
 * Makes a build the current release of its platform on a channel; the one before is superseded.
 * Publishing what is current changes its notes alone. Throws `not_found`, and
 * `confirmation_required` with `reasons` while a concern is not confirmed. Whether the channel asks
 * for a second person is `publishOrAsk`'s business.
 */
export async function publishRelease(
  deps: PublishDeps,
  input: Publication,
  now: Date,
): Promise<Release> {
  const build = await requireBuild(input.buildId);
  const where = { appId: appOf(build).app.id, name: input.channel };
  const id = await deps.transaction(async (transaction) => {
    const channel = await findOrCreateChannel(where, transaction);
    return publishIn(transaction, { build, channel, input, now });
  });
  deps.onChange();
  return requireRelease(id);
}

/** A publication with what it names, the channel locked. */
export interface PublicationAtHand {
  build: Build;
  channel: Channel;
  input: Publication;
  now: Date;
}

/** Publishes inside a transaction that is already running; gives the release's id. */
export async function publishIn(
  transaction: Transaction,
  publication: PublicationAtHand,
): Promise<number> {
  const { build, channel } = publication;
  const current = await findCurrentRelease(channel.id, build.appPlatformId, transaction);
  if (current?.buildId === build.id) return changeWords(transaction, current, publication);
  await weigh(transaction, publication);
  await current?.update({ state: 'superseded' }, { transaction });
  return (await createRelease(publication, transaction)).id;
}

/** Throws `confirmation_required` while a concern of this publication is not confirmed. */
export async function weigh(
  transaction: Transaction,
  { build, channel, input, now }: PublicationAtHand,
): Promise<void> {
  const last = await findLastRelease(channel.id, build.appPlatformId, transaction);
  const concerns = concernsOfPublishing(build.artifact, last?.build?.artifact ?? null, now);
  refuseUnconfirmed(concerns, input.confirm);
}

/** The trail keeps the notes of before; those of now stand at the release. */
async function changeWords(
  transaction: Transaction,
  release: Release,
  { channel, input }: PublicationAtHand,
): Promise<number> {
  const before = release.notes;
  await release.update(changeable(input), { transaction });
  if (before === input.notes) return release.id;
  const details = { build: release.buildId, channel: channel.name, before };
  const event = { actor: input.actor, action: 'release.change-notes' };
  await recordAudit({ ...event, subject: `release:${release.id}`, details }, transaction);
  return release.id;
}

/** What may still be said otherwise of a release that is out; what is not said stays. */
function changeable({ notes, translatedNotes, mandatory }: Publication) {
  return {
    notes,
    ...(translatedNotes === undefined ? {} : { translatedNotes }),
    ...(mandatory === undefined ? {} : { mandatory }),
  };
}

function refuseUnconfirmed(concerns: readonly Concern[], confirmed: readonly string[]): void {
  const reasons = concerns.filter((concern) => !confirmed.includes(concern));
  if (reasons.length === 0) return;
  const message = `Publishing needs your confirmation: ${reasons.join(', ')}.`;
  throw new AppError('confirmation_required', message, { details: { reasons } });
}

async function createRelease(
  { build, channel, input, now }: PublicationAtHand,
  transaction: Transaction,
): Promise<Release> {
  const release = await Release.create(
    {
      channelId: channel.id,
      appPlatformId: build.appPlatformId,
      buildId: build.id,
      state: 'current',
      notes: input.notes,
      translatedNotes: input.translatedNotes ?? null,
      rolloutPercent: input.rolloutPercent ?? 100,
      rolloutSeed: randomBytes(12).toString('base64url'),
      mandatory: input.mandatory ?? false,
      publishedBy: input.actor,
      publishedAt: now,
    },
    { transaction },
  );
  const details = {
    build: build.id,
    channel: channel.name,
    confirmed: input.confirm,
    percent: release.rolloutPercent,
    mandatory: release.mandatory,
  };
  const event = { actor: input.actor, action: 'release.publish', subject: `release:${release.id}` };
  await recordAudit({ ...event, details }, transaction);
  return release;
}
