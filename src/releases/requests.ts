import { recordAudit } from '../audit/record.js';
import { appOf, requireBuild } from '../builds/queries.js';
import type { Transaction } from '../database/transaction.js';
import { AppError, isAppError } from '../errors.js';
import { findOrCreateChannel } from './channels.js';
import { Channel, type Release } from './model.js';
import { type Publication, type PublishDeps, publishIn, weigh } from './publish.js';
import { findCurrentRelease, requireRelease } from './queries.js';
import { PublishRequest, type RequestState } from './request-model.js';

export interface PublishWish extends Publication {
  /** When; at once where absent. */
  scheduledAt?: Date | null;
  /** Who stands behind the actor. */
  person: string;
}

/** What became of it: a release, or a request that waits. */
export type Published =
  | { release: Release; request: null }
  | { release: null; request: PublishRequest };

/**
 * Publishes a build, or where the channel asks for a second person, or the time is a later one,
 * leaves a request. Throws what `publishRelease` throws: what is to be weighed is weighed now.
 */
export async function publishOrAsk(
  deps: PublishDeps,
  wish: PublishWish,
  now: Date,
): Promise<Published> {
  const build = await requireBuild(wish.buildId);
  const where = { appId: appOf(build).app.id, name: wish.channel };
  const done = await deps.transaction(async (transaction) => {
    const channel = await findOrCreateChannel(where, transaction);
    const later = (wish.scheduledAt?.getTime() ?? 0) > now.getTime();
    const current = await findCurrentRelease(channel.id, build.appPlatformId, transaction);
    const input = current?.buildId === build.id ? onlyNotes(wish, channel) : wish;
    if (!later && (input !== wish || !channel.needsApproval)) {
      return { releaseId: await publishIn(transaction, { build, channel, input, now }) };
    }
    await weigh(transaction, { build, channel, input: wish, now });
    const state = channel.needsApproval ? 'awaiting-approval' : 'scheduled';
    return { request: await createRequest(channel, wish, state, now, transaction) };
  });
  deps.onChange();
  if (done.request !== undefined) return { release: null, request: done.request };
  return { release: await requireRelease(done.releaseId), request: null };
}

/** Other notes need no second person; what makes people update does. */
function onlyNotes(wish: PublishWish, { needsApproval }: Channel): PublishWish {
  const { mandatory, ...notes } = wish;
  return needsApproval || mandatory === undefined ? notes : { ...notes, mandatory };
}

export interface Decision {
  id: number;
  actor: string;
  /** Who stands behind the actor. */
  person: string;
  /** What the approver has weighed beside what was weighed at the asking. */
  confirm?: readonly string[];
}

/**
 * The second person's yes: published at once, or when its time comes. Throws `not_found`,
 * `request_settled`, `second_person_needed`, and what publishing throws.
 */
export async function approveRequest(
  deps: PublishDeps,
  decision: Decision,
  now: Date,
): Promise<PublishRequest> {
  await deps.transaction(async (transaction) => {
    const request = await lockRequest(decision.id, ['awaiting-approval'], transaction);
    if (request.requestedPerson === decision.person) {
      const message = 'Who asked to publish cannot approve it. Let another administrator do so.';
      throw new AppError('second_person_needed', message);
    }
    const { publication } = request;
    const confirm = [...publication.confirm, ...(decision.confirm ?? [])];
    const approval = { decidedBy: decision.actor, decidedAt: now };
    await request.update(
      { ...approval, publication: { ...publication, confirm } },
      { transaction },
    );
    await recordAudit(
      { actor: decision.actor, action: 'publish-request.approve', ...factsOf(request) },
      transaction,
    );
    if ((request.scheduledAt?.getTime() ?? 0) > now.getTime()) {
      await request.update({ state: 'scheduled' }, { transaction });
    } else await fulfil(request, now, transaction);
  });
  deps.onChange();
  return requireRequest(decision.id);
}

/** A no, or the asker's own change of mind; also of what is scheduled. Throws `not_found`, `request_settled`. */
export async function refuseRequest(
  deps: PublishDeps,
  { id, actor, person }: Decision,
  now: Date,
): Promise<PublishRequest> {
  await deps.transaction(async (transaction) => {
    const request = await lockRequest(id, ['awaiting-approval', 'scheduled'], transaction);
    const state = request.requestedPerson === person ? 'cancelled' : 'refused';
    await request.update({ state, decidedBy: actor, decidedAt: now }, { transaction });
    await recordAudit(
      { actor, action: 'publish-request.refuse', ...factsOf(request) },
      transaction,
    );
  });
  return requireRequest(id);
}

/** Publishes what was scheduled and is due, each once, also with several processes at it. */
export async function publishDue(deps: PublishDeps, now: Date): Promise<PublishRequest[]> {
  const waiting = await PublishRequest.findAll({ where: { state: 'scheduled' } });
  const due = waiting.filter(({ scheduledAt }) => (scheduledAt?.getTime() ?? 0) <= now.getTime());
  const settled: PublishRequest[] = [];
  for (const { id } of due) {
    const request = await publishScheduled(deps, id, now);
    if (request !== null) settled.push(request);
  }
  if (settled.length > 0) deps.onChange();
  return settled;
}

/** Newest first; those in one state where it is named. */
export function listRequests(state?: RequestState, limit = 100): Promise<PublishRequest[]> {
  return PublishRequest.findAll({
    where: state === undefined ? {} : { state },
    include: [{ model: Channel, as: 'channel', required: true }],
    order: [['id', 'DESC']],
    limit,
  });
}

/** Throws `not_found`. */
export async function requireRequest(id: number): Promise<PublishRequest> {
  const include = [{ model: Channel, as: 'channel', required: true }];
  const request = await PublishRequest.findByPk(id, { include });
  if (request !== null) return request;
  throw new AppError('not_found', `There is no request to publish ${id}.`);
}

async function createRequest(
  channel: Channel,
  wish: PublishWish,
  state: RequestState,
  now: Date,
  transaction: Transaction,
): Promise<PublishRequest> {
  const { buildId, channel: _name, actor, person, scheduledAt, ...publication } = wish;
  const request = await PublishRequest.create(
    {
      channelId: channel.id,
      buildId,
      publication,
      state,
      scheduledAt: scheduledAt ?? null,
      requestedBy: actor,
      requestedPerson: person,
      requestedAt: now,
    },
    { transaction },
  );
  request.channel = channel;
  await recordAudit({ actor, action: 'publish-request.create', ...factsOf(request) }, transaction);
  return request;
}

async function lockRequest(
  id: number,
  states: readonly RequestState[],
  transaction: Transaction,
): Promise<PublishRequest> {
  const lock = transaction.LOCK.UPDATE;
  const request = await PublishRequest.findByPk(id, { transaction, lock });
  if (request === null) throw new AppError('not_found', `There is no request to publish ${id}.`);
  if (states.includes(request.state)) return request;
  const message = `This request to publish is settled already: ${request.state}.`;
  throw new AppError('request_settled', message, { details: { state: request.state } });
}

async function fulfil(request: PublishRequest, now: Date, transaction: Transaction): Promise<void> {
  const build = await requireBuild(request.buildId, transaction);
  const lock = transaction.LOCK.UPDATE;
  const channel = await Channel.findByPk(request.channelId, { transaction, lock });
  if (channel === null) throw new AppError('not_found', 'The channel is no longer here.');
  const { publication, buildId, requestedBy: actor } = request;
  const input = { ...publication, buildId, channel: channel.name, actor };
  const releaseId = await publishIn(transaction, { build, channel, input, now });
  await request.update({ state: 'published', releaseId }, { transaction });
}

/** Null where another process was first. */
async function publishScheduled(
  deps: PublishDeps,
  id: number,
  now: Date,
): Promise<PublishRequest | null> {
  try {
    await deps.transaction(async (transaction) => {
      await fulfil(await lockRequest(id, ['scheduled'], transaction), now, transaction);
    });
  } catch (error) {
    if (isAppError(error, 'request_settled')) return null;
    if (!isAppError(error)) throw error;
    const failure = { state: 'failed', failure: `${error.code}: ${error.message}` } as const;
    await PublishRequest.update(failure, { where: { id, state: 'scheduled' } });
  }
  return requireRequest(id);
}

/** What the trail tells of a request. */
function factsOf(request: PublishRequest) {
  const details = { build: request.buildId, state: request.state };
  return { subject: `publish-request:${request.id}`, details };
}
