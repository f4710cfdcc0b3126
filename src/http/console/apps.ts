import { z } from 'zod';
import { createApp, findApp, listApps, slugPattern } from '../../apps/apps.js';
import { listBuilds } from '../../builds/queries.js';
import { platforms } from '../../platform.js';
import { currentReleases, listReleases, type WholeRelease } from '../../releases/queries.js';
import { actorOf, type Context, type Handler, signedInAdministrator } from '../context.js';
import type { Services } from '../services.js';
import { channelRows } from './channels.js';
import { uploadCommand } from './commands.js';
import { exceptionsPart } from './exceptions-part.js';
import { blankForm, requiredText, seeOther, submit } from './form.js';
import type { AppPage, AppRow, FormState } from './page-data.js';
import { queryChoice } from './paging.js';
import { buildRow, releaseRow, versionText } from './rows.js';
import { type Words, wordsFor } from './words.js';

export function showApps(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const rows = (await listApps()).map((app) => appRow(app, words));
    await services.views.show(ctx, 'console/apps', {
      apps: await Promise.all(rows),
      uploadCommand: uploadCommand(services),
    });
  };
}

export function showNewApp(services: Services): Handler {
  return (ctx) => services.views.show(ctx, 'console/app-new', { form: blankForm });
}

export function createNewApp(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act(fields) {
        const app = await createApp(services, { ...fields, actor: actorOf(ctx) });
        seeOther(ctx, `/console/apps/${app.slug}`);
      },
      show: (form) => services.views.show(ctx, 'console/app-new', { form }),
      refusals: { slug_taken: { field: 'slug', text: 'error.slug_taken' } },
    });
}

export function showApp(services: Services): Handler {
  return (ctx) => showAppPage(services, ctx, blankForm);
}

/** An app's page, with the form of its exceptions as it was typed. */
export async function showAppPage(
  services: Services,
  ctx: Context,
  form: FormState,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const app = await findApp(ctx.params.slug ?? '');
  const [current, { releases }, { builds }] = await Promise.all([
    currentReleases(app.id),
    listReleases({ appId: app.id, offset: 0, limit: 20 }),
    listBuilds({ appId: app.id, offset: 0, limit: 10 }),
  ]);
  await services.views.show(ctx, 'console/app', {
    name: app.name,
    slug: app.slug,
    address: appAddress(services, app.slug),
    platforms: appPlatforms(app, current, words),
    channels: await channelRows(app, words),
    mayEdit: signedInAdministrator(ctx).role === 'admin',
    notice: queryChoice(ctx, 'notice', ['saved'] as const) ? words.t('console.saved') : null,
    releases: releases.map((release) => releaseRow(release, words)),
    builds: builds.map((build) => buildRow(build, words)),
    exceptions: await exceptionsPart(ctx, app, form, words),
    uploadCommand: `${uploadCommand(services)} --app ${app.slug}`,
  });
}

/** What the QR code of an app says and a person may type from paper. */
export function appAddress(services: Pick<Services, 'config'>, slug: string): string {
  return `${services.config.PUBLIC_URL}/a/${slug}`;
}

const schema = z.strictObject({
  slug: requiredText(40).regex(slugPattern, 'console.app.slug.problem'),
  name: requiredText(80),
});

type App = Awaited<ReturnType<typeof findApp>>;

async function appRow(app: App, words: Words): Promise<AppRow> {
  const current = await currentReleases(app.id);
  return {
    href: `/console/apps/${app.slug}`,
    name: app.name,
    slug: app.slug,
    platforms: sortedPlatforms(app).map(({ id, platform }) => {
      const release = current.find((one) => one.appPlatform.id === id);
      return {
        name: words.t(`platform.${platform}`),
        version: release === undefined ? '' : versionText(release.build),
      };
    }),
    created: words.moment(app.createdAt),
  };
}

function appPlatforms(
  app: App,
  current: readonly WholeRelease[],
  words: Words,
): AppPage['platforms'] {
  return sortedPlatforms(app).map(({ id, platform, bundleIdentifier, minimumVersionCode }) => ({
    name: words.t(`platform.${platform}`),
    bundleIdentifier,
    minimum: minimumVersionCode ?? '',
    minimumAction: `/console/apps/${app.slug}/platforms/${platform}`,
    current: current
      .filter((release) => release.appPlatform.id === id)
      .map((release) => releaseRow(release, words)),
  }));
}

function sortedPlatforms(app: App) {
  const order = (platform: (typeof platforms)[number]) => platforms.indexOf(platform);
  return (app.platforms ?? []).toSorted((a, b) => order(a.platform) - order(b.platform));
}
