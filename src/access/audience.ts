import { Op } from 'sequelize';
import { User } from '../accounts/model.js';
import { Channel } from '../releases/model.js';
import { productionChannel } from '../releases/queries.js';
import { Grant, type Granted, Group, GroupMember } from './model.js';

/** Whether a channel was granted to a person: to themselves, to a group or to the department they are in. */
export async function isGranted(userId: number, channelId: number): Promise<boolean> {
  return (await grantsAmong([channelId], userId)).length > 0;
}

/** The names of an app's channels that are for this person, `production` first. */
export async function channelsFor(appId: number, userId: number): Promise<string[]> {
  const channels = await Channel.findAll({ where: { appId }, order: [['name', 'ASC']] });
  const restricted = channels.filter(({ audience }) => audience === 'granted');
  const ids = restricted.map(({ id }) => id);
  const granted = new Set(ids.length === 0 ? [] : await grantsAmong(ids, userId));
  const names = channels
    .filter(({ id, audience }) => audience === 'registered' || granted.has(id))
    .map(({ name }) => name);
  // A channel that nobody configured is for everyone registered, if it is the first there is.
  const hasFirst = channels.some(({ name }) => name === productionChannel);
  const all = hasFirst ? names : [productionChannel, ...names];
  return all.toSorted((a, b) => Number(b === productionChannel) - Number(a === productionChannel));
}

/** Those of the channels that were granted to this person. */
async function grantsAmong(channelIds: readonly number[], userId: number): Promise<number[]> {
  const titles = await titlesOf(userId);
  if (titles.length === 0) return [];
  const where = { channelId: { [Op.in]: [...channelIds] }, [Op.or]: titles };
  return (await Grant.findAll({ where })).map(({ channelId }) => channelId);
}

/** What a person may be granted something as. */
async function titlesOf(userId: number): Promise<Granted[]> {
  const user = await User.findByPk(userId, { attributes: ['number', 'department'], raw: true });
  if (user === null) return [];
  const memberships = await GroupMember.findAll({ where: { number: user.number }, raw: true });
  const groups = await Group.findAll({
    where: { id: { [Op.in]: memberships.map(({ groupId }) => groupId) } },
    raw: true,
  });
  return [
    { kind: 'person', value: user.number },
    ...(user.department === '' ? [] : [{ kind: 'department' as const, value: user.department }]),
    ...groups.map(({ name }) => ({ kind: 'group' as const, value: name })),
  ];
}
