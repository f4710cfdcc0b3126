import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.js';
import type { Command } from '../../main.js';
import { type PublishRequestJson, publishedLine, type ReleaseJson } from '../api.js';
import { createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print } from '../output.js';

/** How a build is published, beside where. */
export const publicationOptions = {
  percent: { type: 'string' },
  mandatory: { type: 'boolean' },
  at: { type: 'string' },
} as const;

const options = {
  channel: { type: 'string' },
  notes: { type: 'string' },
  confirm: { type: 'string', multiple: true },
  ...publicationOptions,
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const publicationUsage = `  --percent N        to so many people of a hundred at first
  --mandatory        everyone with an older one must take it
  --at TIME          at this time, such as 2026-12-01T08:00:00+08:00
`;

/** `slipway publish`: makes a build the current release of a channel. */
export const publishCommand: Command = {
  usage: `Usage: slipway publish BUILD [--channel NAME] [--notes TEXT] [--confirm REASON …]
                       [--percent N] [--mandatory] [--at TIME] [--ca FILE] [--json]

Makes a build, by its number, the release that people get.
  --channel NAME     on this channel instead of production
  --notes TEXT       what people read of it
  --confirm REASON   in spite of this reason; may be repeated
${publicationUsage}`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const build = oneNumber(positionals, 'a build');
    const client = await createClient(await findCredentials(io.env, values.ca));
    const body = publishing(build, values);
    const answer = await client.post<ReleaseJson | PublishRequestJson>('/releases', body);
    return print(io, values.json, answer, publishedLine(answer));
  },
};

interface Publishing {
  channel?: string | undefined;
  notes?: string | undefined;
  confirm?: string[] | undefined;
  percent?: string | undefined;
  mandatory?: boolean | undefined;
  at?: string | undefined;
}

/** The body that publishes a build; what is not said is left to the server. */
export function publishing(build: number, { percent, at, ...values }: Publishing) {
  const { channel, notes, confirm, mandatory } = values;
  if (at !== undefined && Number.isNaN(Date.parse(at))) {
    throw new UsageError('--at takes a time such as 2026-12-01T08:00:00+08:00');
  }
  const rolloutPercent = percentOf(percent);
  const scheduledAt = at === undefined ? undefined : new Date(at).toISOString();
  return { build, channel, notes, confirm, rolloutPercent, mandatory, scheduledAt };
}

/** What `--percent` says. */
export function percentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^([1-9]\d?|100)$/.test(text)) return Number(text);
  throw new UsageError('--percent takes a whole number from 1 to 100');
}

/** The one number a command is given. */
export function oneNumber(positionals: readonly string[], what: string): number {
  const [text = '', ...others] = positionals;
  if (others.length > 0 || !/^[1-9]\d{0,9}$/.test(text)) {
    throw new UsageError(`needs the number of ${what}`);
  }
  return Number(text);
}
