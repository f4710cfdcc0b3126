import { parseArgs } from 'node:util';
import { createApiToken } from '../accounts/api-tokens.js';
import { type Scope, scopes } from '../accounts/scope.js';
import { UsageError } from '../errors.js';
import type { Command } from '../main.js';
import { onDatabase } from './open.js';
import { report } from './report.js';

const options = {
  name: { type: 'string' },
  scopes: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `slipway token create`: makes an API token and prints it, once. */
export const tokenCommand: Command = {
  usage: `Usage: slipway token create --name NAME --scopes SCOPE,… [--json]

Makes an API token and prints it, this once: only a hash of it is kept. The scopes are upload,
publish, read and people.
`,
  async run([verb, ...args], io) {
    if (verb !== 'create') throw new UsageError('knows "create"');
    const { values } = parseArgs({ args, options });
    const { name } = values;
    if (!name) throw new UsageError('needs --name');
    const wanted = readScopes(values.scopes ?? '');
    const { token, text } = await onDatabase(io.env, (deps) =>
      createApiToken(deps, { name, scopes: wanted, createdBy: 'operator' }),
    );
    const document = { id: token.id, name, scopes: wanted, token: text };
    return report(io, values.json, document, `${text}\n`);
  },
};

function readScopes(text: string): Scope[] {
  const names = new Set(text.split(/[\s,]+/).filter((name) => name !== ''));
  const known = scopes.filter((scope) => names.delete(scope));
  const [unknown] = names;
  if (unknown !== undefined) throw new UsageError(`there is no scope "${unknown}"`);
  if (known.length === 0) throw new UsageError(`needs --scopes, of ${scopes.join(', ')}`);
  return known;
}
