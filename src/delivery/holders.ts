import { col, fn, Op } from 'sequelize';
import { Build } from '../builds/model.js';
import type { Platform } from '../platform.js';
import type { LocalTexts } from '../releases/model.js';
import { Release } from '../releases/model.js';
import { partsOf, whole } from '../releases/queries.js';
import { Outcome } from './model.js';

/** Who has every byte of a build, when they had it, and what they have had last of that app. */
export interface Holder {
  userId: number;
  at: Date;
  /** Null where it is this very build still. */
  since: { buildId: number; version: string; versionCode: string } | null;
}

/** One row a person, who was last seen first, with the number of all. */
export async function holdersOfBuild(
  buildId: number,
  page: { offset: number; limit: number },
): Promise<{ holders: Holder[]; total: number }> {
  const where = { buildId, step: 'all-bytes' } as const;
  const rows = (await Outcome.findAll({
    attributes: ['userId', [fn('MAX', col('at')), 'lastAt']],
    where,
    group: ['userId'],
    order: [
      [fn('MAX', col('at')), 'DESC'],
      ['userId', 'ASC'],
    ],
    ...page,
    raw: true,
  })) as unknown as { userId: number; lastAt: Date | string }[];
  const last = await lastBuilds(buildId, rows);
  const holders = rows.map(({ userId, lastAt }) => ({
    userId,
    at: new Date(lastAt),
    since: last.get(userId) ?? null,
  }));
  return { holders, total: await Outcome.count({ where, distinct: true, col: 'userId' }) };
}

/** A recalled release that a person holds, and what they are told. */
export interface HeldRecall {
  platform: Platform;
  version: string;
  texts: LocalTexts;
}

/** What a person had last of an app on each platform, where that was recalled. */
export async function recallsFor(userId: number, appId: number): Promise<HeldRecall[]> {
  const outcomes = await Outcome.findAll({
    where: { userId, appId, step: 'all-bytes' },
    order: [['at', 'DESC']],
    limit: 50,
  });
  const lastOnEach = new Map<Platform | null, number>();
  for (const { platform, releaseId } of outcomes) {
    if (releaseId !== null && !lastOnEach.has(platform)) lastOnEach.set(platform, releaseId);
  }
  const releases = await Release.findAll({
    where: { id: { [Op.in]: [...lastOnEach.values()] }, state: 'withdrawn' },
    include: whole,
  });
  return releases.flatMap((release) => {
    const { build, appPlatform } = partsOf(release);
    if (release.recallTexts === null) return [];
    const version = build.version || build.versionCode;
    return [{ platform: appPlatform.platform, version, texts: release.recallTexts }];
  });
}

/** The last build each of them has every byte of, where it is another of the same app platform. */
async function lastBuilds(buildId: number, rows: readonly { userId: number }[]) {
  const build = await Build.findByPk(buildId, { attributes: ['appPlatformId'] });
  const siblings = await Build.findAll({
    where: { appPlatformId: build?.appPlatformId ?? 0 },
    attributes: ['id', 'version', 'versionCode'],
  });
  const byId = new Map(siblings.map((sibling) => [sibling.id, sibling]));
  const outcomes = await Outcome.findAll({
    where: {
      userId: { [Op.in]: rows.map(({ userId }) => userId) },
      buildId: { [Op.in]: [...byId.keys()] },
      step: 'all-bytes',
    },
    order: [
      ['at', 'ASC'],
      ['id', 'ASC'],
    ],
  });
  const last = new Map<number, Holder['since']>();
  for (const outcome of outcomes) {
    const held = byId.get(outcome.buildId ?? 0);
    if (held === undefined) continue;
    const { id, version, versionCode } = held;
    last.set(outcome.userId, id === buildId ? null : { buildId: id, version, versionCode });
  }
  return last;
}
