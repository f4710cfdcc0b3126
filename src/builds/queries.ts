import { App, AppPlatform } from '../apps/model.js';
import { AppError } from '../errors.js';
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
  offset: number;
  limit: number;
}

/** Newest first, with the number of all that match. */
export async function listBuilds(filter: BuildFilter): Promise<{ builds: Build[]; total: number }> {
  const ofApp =
    filter.appId === undefined ? withApp : { ...withApp, where: { appId: filter.appId } };
  const { rows, count } = await Build.findAndCountAll({
    include: [ofApp],
    order: [['id', 'DESC']],
    offset: filter.offset,
    limit: filter.limit,
  });
  return { builds: rows, total: count };
}

/** The app a build belongs to, which every build read by these queries carries. */
export function appOf(build: Build): { app: App; appPlatform: AppPlatform } {
  const { appPlatform } = build;
  if (appPlatform === undefined) throw new Error('the build was read without its app');
  return { app: appPlatform.app, appPlatform };
}
