import { parseArgs } from 'node:util';
import type { Command } from '../../main.js';
import { type ReleaseJson, releaseLine } from '../api.js';
import { createClient } from '../client.js';
import { findCredentials } from '../credentials.js';
import { print } from '../output.js';
import { oneNumber } from './publish.js';

/** `slipway withdraw`: takes a release back. */
export const withdrawCommand: Command = {
  usage: `Usage: slipway withdraw RELEASE [--ca FILE] [--json]

Takes a release back, by its number: from the next request on nothing of it leaves.
`,
  async run(args, io) {
    const options = { ca: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const id = oneNumber(positionals, 'a release');
    const client = await createClient(await findCredentials(io.env, values.ca));
    const release = await client.post<ReleaseJson>(`/releases/${id}/withdraw`);
    return print(io, values.json, release, releaseLine(release));
  },
};
