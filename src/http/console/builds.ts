import { listApps } from '../../apps/apps.js';
import { appOf, type BuildFilter, listBuilds } from '../../builds/queries.js';
import { platforms } from '../../platform.js';
import type { Context, Handler } from '../context.js';
import { sendCsv } from '../csv.js';
import type { Services } from '../services.js';
import { uploadCommand } from './commands.js';
import { addressWith, pageOf, pagingOf, queryChoice, queryText } from './paging.js';
import { buildRow } from './rows.js';
import { wordsFor } from './words.js';

const verdicts = ['verified', 'partial', 'not-checked'] as const;

export function showBuilds(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const apps = await listApps();
    const page = pageOf(ctx, 50);
    const { builds, total } = await listBuilds({ ...(await filterOf(ctx)), ...page });
    await services.views.show(ctx, 'console/builds', {
      builds: builds.map((build) => buildRow(build, words)),
      paging: pagingOf(ctx, page, total),
      filter: {
        app: queryText(ctx, 'app'),
        platform: queryText(ctx, 'platform'),
        verdict: queryText(ctx, 'verdict'),
        search: queryText(ctx, 'search'),
      },
      apps: apps.map(({ slug, name }) => ({ value: slug, text: name })),
      platforms: platforms.map((value) => ({ value, text: words.t(`platform.${value}`) })),
      verdicts: verdicts.map((value) => ({ value, text: words.verdict(value).text })),
      csvHref: addressWith(ctx, { page: '' }, '/console/builds.csv'),
      uploadCommand: uploadCommand(services),
    });
  };
}

/** The list as the filters show it, whole. */
export function exportBuilds(): Handler {
  return async (ctx) => {
    const filter = await filterOf(ctx);
    sendCsv(ctx, 'builds.csv', header, async (page) => {
      const { builds } = await listBuilds({ ...filter, ...page });
      return builds.map((build) => {
        const { app, appPlatform } = appOf(build);
        const { platform, bundleIdentifier } = appPlatform;
        const { id, version, versionCode, verdict, size, sha256, fileName, createdBy } = build;
        const times = [build.profileExpiresAt, build.createdAt].map(
          (at) => at?.toISOString() ?? '',
        );
        const facts = [id, app.slug, platform, bundleIdentifier, version, versionCode, verdict];
        return [...facts, size, sha256, fileName, ...times, createdBy].map(String);
      });
    });
  };
}

const header = [
  'id',
  'app',
  'platform',
  'bundle_identifier',
  'version',
  'version_code',
  'verdict',
  'size',
  'sha256',
  'file_name',
  'profile_expires_at',
  'created_at',
  'created_by',
];

/** An app that is not there filters out everything. */
async function filterOf(ctx: Context): Promise<Omit<BuildFilter, 'offset' | 'limit'>> {
  const slug = queryText(ctx, 'app');
  const platform = queryChoice(ctx, 'platform', platforms);
  const verdict = queryChoice(ctx, 'verdict', verdicts);
  const app = slug === '' ? undefined : (await listApps()).find((one) => one.slug === slug);
  return {
    search: queryText(ctx, 'search'),
    ...(slug === '' ? {} : { appId: app?.id ?? 0 }),
    ...(platform === undefined ? {} : { platform }),
    ...(verdict === undefined ? {} : { verdict }),
  };
}
