import { type FindOptions, Op } from 'sequelize';
import { App, AppPlatform } from '../apps/model.js';
import { Build } from '../builds/model.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import type { Platform } from '../platform.js';
import { Channel, Release } from './model.js';

/** The channel that people who registered install from. */
export const productionChannel = 'production';

/** A release with its channel, its build and its app. */
export interface WholeRelease {
  release: Release;
  channel: Channel;
  build: Build;
  app: App;
  appPlatform: AppPlatform;
}

export const whole = [
  { model: Channel, as: 'channel', required: true },
  { model: Build, as: 'build', required: true },
  {
    model: AppPlatform,
    as: 'appPlatform',
    required: true,
    include: [{ model: App, as: 'app', required: true }],
  },
];

export function findCurrentRelease(
  channelId: number,
  appPlatformId: number,
  transaction: Transaction,
): Promise<Release | null> {
  return Release.findOne({
    where: { channelId, appPlatformId, state: 'current' },
    include: [{ model: Build, as: 'build' }],
    transaction,
  });
}

/** What people were given last, be it withdrawn or not: they may hold it. */
export function findLastRelease(
  channelId: number,
  appPlatformId: number,
  transaction?: Transaction,
): Promise<Release | null> {
  return Release.findOne({
    where: { channelId, appPlatformId },
    include: [{ model: Build, as: 'build' }],
    order: [['id', 'DESC']],
    transaction: transaction ?? null,
  });
}

/** With its channel, build and app. Throws `not_found`. */
export async function requireRelease(id: number): Promise<Release> {
  const release = await Release.findByPk(id, { include: whole });
  if (release !== null) return release;
  throw new AppError('not_found', `There is no release ${id}.`);
}

/** The parts of a release that was read by one of these queries. */
export function partsOf(release: Release): WholeRelease {
  const { channel, build, appPlatform } = release;
  if (!channel || !build || !appPlatform) throw new Error('the release was read without its parts');
  return { release, channel, build, app: appPlatform.app, appPlatform };
}

/** What an app offers now, one release a platform at the most: on a channel, or on each of them. */
export async function currentReleases(appId: number, channel?: string): Promise<WholeRelease[]> {
  const where = channel === undefined ? { appId } : { appId, name: channel };
  const releases = await Release.findAll({
    where: { state: 'current' },
    include: [{ model: Channel, as: 'channel', required: true, where }, ...whole.slice(1)],
    order: [['id', 'DESC']],
  });
  return releases.map(partsOf);
}

/** One release of a platform's history on a channel, as far as an installed app asks. */
export interface HistoryEntry {
  id: number;
  state: Release['state'];
  mandatory: boolean;
  recallTexts: Release['recallTexts'];
  replacementReleaseId: number | null;
  versionCode: string;
}

/** The last two hundred releases of one platform on a channel, newest first. */
export async function historyOf(channelId: number, platform: Platform): Promise<HistoryEntry[]> {
  const releases = await Release.findAll({
    where: { channelId },
    attributes: ['id', 'state', 'mandatory', 'recallTexts', 'replacementReleaseId'],
    include: [
      { model: Build, as: 'build', required: true, attributes: ['versionCode'] },
      {
        model: AppPlatform,
        as: 'appPlatform',
        required: true,
        attributes: [],
        where: { platform },
      },
    ],
    order: [['id', 'DESC']],
    limit: 200,
  });
  return releases.map(({ id, state, mandatory, recallTexts, replacementReleaseId, build }) => ({
    id,
    state,
    mandatory,
    recallTexts,
    replacementReleaseId,
    versionCode: build?.versionCode ?? '',
  }));
}

/** The current releases whose build stops running at this time or before, the first to stop first. */
export async function expiringReleases(until: Date): Promise<WholeRelease[]> {
  const [channel, build, ...rest] = whole;
  const releases = await Release.findAll({
    where: { state: 'current' },
    include: [channel, { ...build, where: { profileExpiresAt: { [Op.lte]: until } } }, ...rest],
    order: [[{ model: Build, as: 'build' }, 'profileExpiresAt', 'ASC']],
  } as FindOptions<Release>);
  return releases.map(partsOf);
}

/** The names of an app's channels, `production` first, which every app has. */
export async function listChannelNames(appId: number): Promise<string[]> {
  const channels = await Channel.findAll({ where: { appId }, order: [['name', 'ASC']] });
  return [...new Set([productionChannel, ...channels.map(({ name }) => name)])];
}

export interface ReleaseFilter {
  appId?: number;
  buildId?: number;
  offset: number;
  limit: number;
}

/** Newest first, with the number of all that match. */
export async function listReleases(
  filter: ReleaseFilter,
): Promise<{ releases: WholeRelease[]; total: number }> {
  const ofApp = filter.appId === undefined ? {} : { where: { appId: filter.appId } };
  const { rows, count } = await Release.findAndCountAll({
    where: filter.buildId === undefined ? {} : { buildId: filter.buildId },
    include: [{ model: Channel, as: 'channel', required: true, ...ofApp }, ...whole.slice(1)],
    order: [['id', 'DESC']],
    offset: filter.offset,
    limit: filter.limit,
  });
  return { releases: rows.map(partsOf), total: count };
}
