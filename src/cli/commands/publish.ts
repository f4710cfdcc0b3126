import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.js';
import type { Command } from '../../main.js';
import { type ReleaseJson, releaseLine } from '../api.js';
import { createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print } from '../output.js';

const options = {
  channel: { type: 'string' },
  notes: { type: 'string' },
  confirm: { type: 'string', multiple: true },
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway publish`: makes a build the current release of a channel. */
export const publishCommand: Command = {
  usage: `Usage: slipway publish BUILD [--channel NAME] [--notes TEXT] [--confirm REASON …]
                       [--ca FILE] [--json]

Makes a build, by its number, the release that people get.
  --channel NAME     on this channel instead of production
  --notes TEXT       what people read of it
  --confirm REASON   in spite of this reason; may be repeated
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const build = oneNumber(positionals, 'a build');
    const client = await createClient(await findCredentials(io.env, values.ca));
    const release = await client.post<ReleaseJson>('/releases', publishing(build, values));
    return print(io, values.json, release, releaseLine(release));
  },
};

interface Publishing {
  channel?: string | undefined;
  notes?: string | undefined;
  confirm?: string[] | undefined;
}

/** The body that publishes a build; what is not said is left to the server. */
export function publishing(build: number, { channel, notes, confirm }: Publishing) {
  return { build, channel, notes, confirm };
}

/** The one number a command is given. */
export function oneNumber(positionals: readonly string[], what: string): number {
  const [text = '', ...others] = positionals;
  if (others.length > 0 || !/^[1-9]\d{0,9}$/.test(text)) {
    throw new UsageError(`needs the number of ${what}`);
  }
  return Number(text);
}
