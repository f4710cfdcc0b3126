import { recordAudit } from '../audit/record.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { findOrCreateChannel } from '../releases/channels.js';
import { type Audience, Channel } from '../releases/model.js';
import type { GroupDeps } from './groups.js';
import { Grant, type Granted, Group } from './model.js';

export interface ChannelChange {
  appId: number;
  /** The app's, for the audit trail. */
  slug: string;
  name: string;
  /** What is absent stays as it is. */
  audience?: Audience;
  needsApproval?: boolean;
  /** All of them: what is not named is revoked. */
  grants?: readonly Granted[];
  actor: string;
}

/** A channel with whom it is granted to. */
export interface WholeChannel {
  channel: Channel;
  grants: Granted[];
}

/**
 * Says whom a channel is for and whether it asks for a second person; makes it where there is none
 * yet. Throws `not_found` for a group that is not there.
 */
export async function editChannel(deps: GroupDeps, change: ChannelChange): Promise<WholeChannel> {
  const { appId, slug, name, audience, needsApproval, actor } = change;
  const id = await deps.transaction(async (transaction) => {
    const channel = await findOrCreateChannel({ appId, name }, transaction);
    await channel.update(
      {
        ...(audience === undefined ? {} : { audience }),
        ...(needsApproval === undefined ? {} : { needsApproval }),
      },
      { transaction },
    );
    if (change.grants !== undefined)
      await replaceGrants(channel, change.grants, actor, transaction);
    const event = { actor, action: 'channel.edit', subject: `app:${slug}` };
    const grants = change.grants?.map(({ kind, value }) => `${kind}:${value}`);
    const details = { channel: name, audience: channel.audience, approval: channel.needsApproval };
    await recordAudit(
      { ...event, details: { ...details, ...(grants === undefined ? {} : { grants }) } },
      transaction,
    );
    return channel.id;
  });
  deps.onChange();
  return requireWholeChannel(id);
}

/** An app's channels by name, each with its grants. */
export async function listWholeChannels(appId: number): Promise<WholeChannel[]> {
  const channels = await Channel.findAll({ where: { appId }, order: [['name', 'ASC']] });
  return Promise.all(channels.map(withGrants));
}

async function requireWholeChannel(id: number): Promise<WholeChannel> {
  const channel = await Channel.findByPk(id);
  if (channel === null) throw new AppError('not_found', `There is no channel ${id}.`);
  return withGrants(channel);
}

async function withGrants(channel: Channel): Promise<WholeChannel> {
  const rows = await Grant.findAll({ where: { channelId: channel.id }, order: [['id', 'ASC']] });
  return { channel, grants: rows.map(({ kind, value }) => ({ kind, value })) };
}

async function replaceGrants(
  { id: channelId }: Channel,
  grants: readonly Granted[],
  createdBy: string,
  transaction: Transaction,
): Promise<void> {
  const byKey = new Map(grants.map(({ kind, value }) => [`${kind} ${value}`, { kind, value }]));
  for (const { kind, value } of byKey.values()) {
    if (kind !== 'group') continue;
    const known = await Group.count({ where: { name: value }, transaction });
    if (known === 0) throw new AppError('not_found', `There is no group "${value}".`);
  }
  await Grant.destroy({ where: { channelId }, transaction });
  const rows = [...byKey.values()].map((granted) => ({ ...granted, channelId, createdBy }));
  await Grant.bulkCreate(rows, { transaction });
}
