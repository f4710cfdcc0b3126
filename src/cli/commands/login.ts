import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isAppError, UsageError } from '../../errors.js';
import type { Command, CommandIo } from '../../main.js';
import { createClient } from '../client.js';
import { type Credentials, credentialsPath, keepCredentials, serverUrl } from '../credentials.js';
import { print } from '../output.js';

/** `slipway login`: asks the server whether the token holds, then keeps both. */
export const loginCommand: Command = {
  usage: `Usage: slipway login [URL] [--ca FILE] [--json]

Keeps the server's address and an API token for the next commands. The token is typed, or read from
standard input; the address may also stand in SLIPWAY_URL.
  --ca FILE   a PEM file of the authority behind the server's certificate
`,
  async run(args, io) {
    const options = { ca: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [given = io.env.SLIPWAY_URL, ...others] = positionals;
    if (!given || others.length > 0) throw new UsageError('needs the address of one server');
    const url = serverUrl(given);
    const token = (await io.secret(`API token for ${url}: `)).trim();
    const ca = values.ca ?? io.env.SLIPWAY_CA;
    const path = await signIn({ url, token, ...(ca ? { ca: resolve(ca) } : {}) }, io);
    return print(io, values.json, { url, path }, `Signed in to ${url}; kept in ${path}\n`);
  },
};

async function signIn(credentials: Credentials, io: CommandIo): Promise<string> {
  const client = await createClient(credentials);
  await client.get('/apps').catch((error: unknown) => {
    // A token without the scope to read is still a good one.
    if (!isAppError(error, 'scope_missing')) throw error;
  });
  const path = credentialsPath(io.env);
  await keepCredentials(path, credentials);
  return path;
}
