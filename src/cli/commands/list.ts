import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.js';
import type { Command } from '../../main.js';
import { type AppJson, type BuildJson, type ReleaseJson, versionText } from '../api.js';
import { createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print, table } from '../output.js';

const options = {
  app: { type: 'string' },
  limit: { type: 'string' },
  offset: { type: 'string' },
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway list`: the apps, or the newest builds or releases. */
export const listCommand: Command = {
  usage: `Usage: slipway list [apps | builds | releases] [--app SLUG] [--limit N] [--offset N]
                    [--ca FILE] [--json]

Lists the apps, or the newest builds or releases.
  --app SLUG   of this app alone
  --limit N    so many of them, 50 unless told, 200 at the most
  --offset N   after the first N
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [what = 'apps', ...others] = positionals;
    if (others.length > 0 || !isList(what)) {
      throw new UsageError('lists apps, builds or releases');
    }
    const { app, limit, offset } = values;
    if (what === 'apps' && (app ?? limit ?? offset) !== undefined) {
      throw new UsageError('--app, --limit and --offset go with builds and releases');
    }
    const asked = Object.entries({ app, limit, offset }).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(asked as [string, string][]);
    const client = await createClient(await findCredentials(io.env, values.ca));
    const document = await client.get<Lists>(`/${what}?${query}`);
    return print(io, values.json, document, lists[what](document));
  },
};

interface Lists {
  apps: AppJson[];
  builds: BuildJson[];
  releases: ReleaseJson[];
}

/** How each list is shown to a person. */
const lists = {
  apps: ({ apps }: Lists) =>
    table(
      ['APP', 'NAME', 'PLATFORMS'],
      apps.map(({ slug, name, platforms }) => [
        slug,
        name,
        platforms.map(({ platform }) => platform).join(', '),
      ]),
    ),
  builds: ({ builds }: Lists) =>
    table(
      ['BUILD', 'APP', 'PLATFORM', 'VERSION', 'FILE', 'UPLOADED'],
      builds.map((build) => [
        String(build.id),
        build.app,
        build.platform,
        versionText(build),
        build.fileName,
        build.createdAt,
      ]),
    ),
  releases: ({ releases }: Lists) =>
    table(
      ['RELEASE', 'BUILD', 'APP', 'PLATFORM', 'VERSION', 'CHANNEL', 'STATE', 'PUBLISHED'],
      releases.map((release) => [
        String(release.id),
        String(release.build),
        release.app,
        release.platform,
        versionText(release),
        release.channel,
        release.state,
        release.publishedAt,
      ]),
    ),
} as const;

function isList(text: string): text is keyof typeof lists {
  return Object.hasOwn(lists, text);
}
