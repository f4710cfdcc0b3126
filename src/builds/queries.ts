import { Op, type WhereOptions } from 'sequelize';
import { App, AppPlatform } from '../apps/model.js';
import { countByDay } from '../database/by-day.js';
import { AppError } from '../errors.js';
import type { Platform } from '../platform.js';
import { Build } from './model.js';

const withApp = {
  model: AppPlatform,
  as: 'appPlatform',
  required: true,
  include: [{ model: App, as: 'app', required: true }],
};

export function findBuildBySha256(sha256: string): Promise<Build | null> {
  return Build.findOne({ where: { sha256 }, include: [withApp] });
}

/** With its app. Throws `not_found`. */
export async function requireBuild(id: number): Promise<Build> {
  const build = await Build.findByPk(id, { include: [withApp] });
  if (build !== null) return build;
  throw new AppError('not_found', `There is no build ${id}.`);
}

export interface BuildFilter {
  appId?: number;
  platform?: Platform;
  /** Of the whole file: one build at most has it. */
  sha256?: string;
  verdict?: Build['verdict'];
  /** Part of a version, version code, file name or SHA-256. */
  search?: string;
  offset: number;
  limit: number;
}

/** Newest first, with the number of all that match. */
export async function listBuilds(filter: BuildFilter): Promise<{ builds: Build[]; total: number }> {
  const { appId, platform } = filter;
  const ofApp = {
    ...(appId === undefined ? {} : { appId }),
    ...(platform === undefined ? {} : { platform }),
  };
  const { rows, count } = await Build.findAndCountAll({
    where: matching(filter),
    include: [{ ...withApp, where: ofApp }],
    order: [['id', 'DESC']],
    offset: filter.offset,
    limit: filter.limit,
  });
  return { builds: rows, total: count };
}

function matching({ verdict, sha256, search = '' }: BuildFilter): WhereOptions<Build> {
  const like = { [Op.like]: `%${search.replace(/[%_\\]/g, '')}%` };
  const fields = ['version', 'versionCode', 'fileName', 'sha256'];
  return {
    ...(verdict === undefined ? {} : { verdict }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(search === '' ? {} : { [Op.or]: fields.map((field) => ({ [field]: like })) }),
  };
}

/** The builds with these ids, by id, each with its app. */
export async function findBuilds(ids: readonly number[]): Promise<Map<number, Build>> {
  const builds = await Build.findAll({ where: { id: { [Op.in]: [...ids] } }, include: [withApp] });
  return new Map(builds.map((build) => [build.id, build]));
}

/** How many builds came in since then, by day (`2026-11-25`, UTC). */
export function countBuildsByDay(since: Date): Promise<Map<string, number>> {
  return countByDay(Build, 'createdAt', since);
}

/** The app a build belongs to, which every build read by these queries carries. */
export function appOf(build: Build): { app: App; appPlatform: AppPlatform } {
  const { appPlatform } = build;
  if (appPlatform === undefined) throw new Error('the build was read without its app');
  return { app: appPlatform.app, appPlatform };
}
