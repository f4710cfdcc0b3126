import { parseArgs } from 'node:util';
import { AppError, UsageError } from '../../errors.js';
import type { Command } from '../../main.js';
import { type PublishRequestJson, publishedLine, type ReleaseJson } from '../api.js';
import { type Client, createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print } from '../output.js';
import { publicationOptions, publicationUsage, publishing } from './publish.js';

const options = {
  platform: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string', default: 'production' },
  notes: { type: 'string' },
  confirm: { type: 'string', multiple: true },
  ...publicationOptions,
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway promote`: publishes on one channel what is current on another. */
export const promoteCommand: Command = {
  usage: `Usage: slipway promote APP --platform NAME --from CHANNEL [--to CHANNEL] [--notes TEXT]
                       [--confirm REASON …] [--percent N] [--mandatory] [--at TIME]
                       [--ca FILE] [--json]

Publishes the build that is current on one channel on another, with its notes.
  --platform NAME    ios, android, macos or windows
  --from CHANNEL     where the build is now
  --to CHANNEL       where it goes; production unless told
  --notes TEXT       other notes than it has
  --confirm REASON   in spite of this reason; may be repeated
${publicationUsage}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [app, ...others] = positionals;
    const { platform, from, to } = values;
    if (app === undefined || others.length > 0) throw new UsageError('needs one app');
    if (platform === undefined || from === undefined || from === to) {
      throw new UsageError('needs --platform, and --from another channel than --to');
    }
    const client = await createClient(await findCredentials(io.env, values.ca));
    const current = await findCurrent(client, { app, platform, channel: from });
    const { notes = current.notes } = values;
    const body = publishing(current.build, { ...values, channel: to, notes });
    const answer = await client.post<ReleaseJson | PublishRequestJson>('/releases', body);
    return print(io, values.json, answer, publishedLine(answer));
  },
};

async function findCurrent(
  client: Client,
  wanted: { app: string; platform: string; channel: string },
): Promise<ReleaseJson> {
  const { app, platform, channel } = wanted;
  const path = `/apps/${encodeURIComponent(app)}`;
  const { releases } = await client.get<{ releases: ReleaseJson[] }>(path);
  const found = releases.find(
    (release) => release.platform === platform && release.channel === channel,
  );
  if (found !== undefined) return found;
  throw new AppError('nothing_released', `"${app}" has no ${platform} release on ${channel} now.`);
}
