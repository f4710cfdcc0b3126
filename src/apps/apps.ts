import { UniqueConstraintError } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import type { Platform } from '../platform.js';
import { App, AppPlatform } from './model.js';

/** Lower-case letters, digits and single dashes: what a person can type from paper. */
export const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export interface NewApp {
  slug: string;
  name: string;
  actor: string;
}

/** Makes an app. Throws `slug_taken`. */
export async function createApp(
  deps: { transaction: RunTransaction },
  input: NewApp,
): Promise<App> {
  try {
    return await deps.transaction((transaction) => createAppIn(transaction, input));
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    throw new AppError('slug_taken', `There is already an app "${input.slug}".`, { cause: error });
  }
}

/** Makes an app inside a transaction that is already running. */
export async function createAppIn(transaction: Transaction, input: NewApp): Promise<App> {
  const app = await App.create({ slug: input.slug, name: input.name }, { transaction });
  const event = { actor: input.actor, action: 'app.create', subject: `app:${app.slug}` };
  await recordAudit({ ...event, details: { name: app.name } }, transaction);
  return app;
}

/** Throws `not_found`. */
export async function findApp(slug: string): Promise<App> {
  const app = await App.findOne({
    where: { slug },
    include: [{ model: AppPlatform, as: 'platforms' }],
  });
  if (app !== null) return app;
  throw new AppError('not_found', `There is no app "${slug}".`);
}

/**
 * Says what the oldest version is that is still supported on a platform of an app; null for all.
 * Throws `not_found` where the app has nothing for that platform.
 */
export async function setMinimumVersion(
  deps: { transaction: RunTransaction },
  input: { app: App; platform: Platform; versionCode: string | null; actor: string },
): Promise<void> {
  const { app, platform, versionCode, actor } = input;
  await deps.transaction(async (transaction) => {
    const facts = { minimumVersionCode: versionCode };
    const where = { appId: app.id, platform };
    const [changed] = await AppPlatform.update(facts, { where, transaction });
    if (changed === 0)
      throw new AppError('not_found', `"${app.slug}" has nothing for ${platform}.`);
    const event = { actor, action: 'app-platform.minimum', subject: `app:${app.slug}` };
    await recordAudit({ ...event, details: { platform, versionCode } }, transaction);
  });
}

export function listApps(): Promise<App[]> {
  return App.findAll({
    order: [['name', 'ASC']],
    include: [{ model: AppPlatform, as: 'platforms' }],
  });
}

/** The app that has this bundle identifier on this platform, or null. */
export function findAppPlatform(
  platform: Platform,
  bundleIdentifier: string,
  transaction?: Transaction,
): Promise<AppPlatform | null> {
  return AppPlatform.findOne({
    where: { platform, bundleIdentifier },
    include: [{ model: App, as: 'app' }],
    transaction: transaction ?? null,
  });
}
