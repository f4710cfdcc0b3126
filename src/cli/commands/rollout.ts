import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.js';
import type { Command } from '../../main.js';
import { type ReleaseJson, releaseLine } from '../api.js';
import { createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print } from '../output.js';
import { oneNumber, percentOf } from './publish.js';

const options = {
  percent: { type: 'string' },
  pause: { type: 'boolean' },
  resume: { type: 'boolean' },
  halt: { type: 'boolean' },
  ca: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway rollout`: offers a release to more people, or holds, resumes or ends that. */
export const rolloutCommand: Command = {
  usage: `Usage: slipway rollout RELEASE [--percent N] [--pause | --resume | --halt]
                       [--ca FILE] [--json]

Changes to how many people a release is offered, by its number.
  --percent N    to so many people of a hundred; it only grows
  --pause        to nobody more for now
  --resume       on from where it stood
  --halt         to nobody more, for good
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const id = oneNumber(positionals, 'a release');
    const acts = (['pause', 'resume', 'halt'] as const).filter((act) => values[act]);
    const percent = percentOf(values.percent);
    if (acts.length > 1 || (acts.length === 0 && percent === undefined)) {
      throw new UsageError('needs --percent, or one of --pause, --resume and --halt');
    }
    const client = await createClient(await findCredentials(io.env, values.ca));
    const body = { percent, act: acts[0] };
    const release = await client.post<ReleaseJson>(`/releases/${id}/rollout`, body);
    return print(io, values.json, release, releaseLine(release));
  },
};
