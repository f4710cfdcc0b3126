import { Op } from 'sequelize';
import { Channel, Release } from './model.js';
import { partsOf, type WholeRelease, whole } from './queries.js';
import { type RolledOut, releaseFor } from './rollout.js';

/**
 * What an app offers this person on a channel now, one release a platform at the most: each
 * rollout asked. Who is not known (null) is offered what everyone is.
 */
export async function offeredReleases(
  appId: number,
  channel: string,
  userId: number | null,
): Promise<WholeRelease[]> {
  const ids = [...historyByPlatform(await readHistory(appId, channel)).values()]
    .map((history) => releaseFor(history, userId)?.id)
    .filter((id) => id !== undefined);
  if (ids.length === 0) return [];
  const releases = await Release.findAll({
    where: { id: { [Op.in]: ids } },
    include: whole,
    order: [['id', 'DESC']],
  });
  return releases.map(partsOf);
}

/** A release as far as the choice needs it. */
interface Candidate extends RolledOut {
  id: number;
  appPlatformId: number;
}

/** Newest first. */
async function readHistory(appId: number, name: string): Promise<Candidate[]> {
  const channel = await Channel.findOne({ where: { appId, name }, attributes: ['id'], raw: true });
  if (channel === null) return [];
  const rows = await Release.findAll({
    where: { channelId: channel.id },
    attributes: ['id', 'appPlatformId', 'state', 'rolloutSeed', 'rolloutPercent', 'rolloutState'],
    order: [['id', 'DESC']],
    raw: true,
  });
  return rows.map((row) => ({
    id: row.id,
    appPlatformId: row.appPlatformId,
    state: row.state,
    rollout: { seed: row.rolloutSeed, percent: row.rolloutPercent, state: row.rolloutState },
  }));
}

function historyByPlatform(history: readonly Candidate[]): Map<number, Candidate[]> {
  const byPlatform = new Map<number, Candidate[]>();
  for (const candidate of history) {
    const own = byPlatform.get(candidate.appPlatformId);
    if (own === undefined) byPlatform.set(candidate.appPlatformId, [candidate]);
    else own.push(candidate);
  }
  return byPlatform;
}
