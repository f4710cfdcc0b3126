import { parseArgs } from 'node:util';
import { createAdministrator } from '../accounts/administrators.js';
import type { Role } from '../accounts/model.js';
import { removeSetupCode } from '../accounts/setup-code.js';
import { UsageError } from '../errors.js';
import type { Command, CommandIo } from '../main.js';
import { onDatabase } from './open.js';
import { report } from './report.js';

const options = {
  name: { type: 'string' },
  role: { type: 'string', default: 'admin' },
  json: { type: 'boolean' },
} as const;

/** `slipway admin create`: makes an account for the console. */
export const adminCommand: Command = {
  usage: `Usage: slipway admin create --name NAME [--role admin | engineer] [--json]

Makes an account for the console. The password is typed, or read from standard input; it has twelve
characters or more.
`,
  async run([verb, ...args], io) {
    if (verb !== 'create') throw new UsageError('knows "create"');
    const { values } = parseArgs({ args, options });
    const { name, role } = values;
    if (!name) throw new UsageError('needs --name');
    if (!isRole(role)) throw new UsageError('--role is admin or engineer');
    const password = await askPassword(io);
    const { url } = await onDatabase(io.env, async (deps) => {
      await createAdministrator(deps, { name, password, role, createdBy: 'operator' });
      await removeSetupCode(deps.config.STORAGE_DIR);
      return { url: `${deps.config.PUBLIC_URL}/console` };
    });
    return report(io, values.json, { name, role }, `${name} can sign in at ${url}\n`);
  },
};

function isRole(text: string): text is Role {
  return text === 'admin' || text === 'engineer';
}

/** Typed twice, since nobody sees it. */
async function askPassword(io: CommandIo): Promise<string> {
  const password = await io.secret('Password: ');
  if (io.typed && (await io.secret('The same again: ')) !== password) {
    throw new UsageError('the two passwords are not the same');
  }
  return password;
}
