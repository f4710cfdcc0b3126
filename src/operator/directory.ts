import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import type { PasswordDirectory } from '../identity/directory.js';
import { openDirectories } from '../identity/open-directories.js';
import type { Command } from '../main.js';
import { type Departures, followDirectory } from '../registrations/follow-directory.js';
import { onDatabase } from './open.js';
import { report } from './report.js';

const options = {
  'dry-run': { type: 'boolean', default: false },
  confirm: { type: 'boolean', default: false },
  json: { type: 'boolean' },
} as const;

/** `slipway directory departures`: suspends those whom the LDAP directory has no more. */
export const directoryCommand: Command = {
  usage: `Usage: slipway directory departures [--dry-run] [--confirm] [--json]

Asks the LDAP directory whom it has. Who signed in here and is not there any more is suspended and
signed out; who is back is reinstated. Nothing changes where the directory did not answer whole.
  --dry-run   say what would change, and change nothing
  --confirm   also where more people would leave at once than is usual
`,
  async run([verb, ...args], io) {
    if (verb !== 'departures') throw new UsageError('knows "departures"');
    const { values } = parseArgs({ args, options });
    const { 'dry-run': dryRun, confirm: confirmed } = values;
    const changes = await onDatabase(io.env, async ({ config, passwords, transaction }) => {
      const log = { warn: (_facts: object, message: string) => io.err(`warning: ${message}\n`) };
      const directories = await openDirectories(config, { passwords, log });
      const directory = directories.find(
        (each): each is PasswordDirectory => each.kind === 'password' && !!each.listSubjects,
      );
      if (directory === undefined) throw new UsageError('needs ldap among DIRECTORIES');
      const deps = { transaction, onChange: () => undefined };
      return followDirectory(deps, { directory, actor: 'operator', dryRun, confirmed });
    });
    return report(io, values.json, { dryRun, ...changes }, describe(changes, dryRun));
  },
};

function describe({ present, departed, returned }: Departures, dryRun: boolean): string {
  const lines = [
    ...departed.map((number) => `departed  ${number}\n`),
    ...returned.map((number) => `returned  ${number}\n`),
  ];
  const sum = `${present} in the directory, ${departed.length} departed, ${returned.length} returned\n`;
  return `${lines.join('')}${dryRun ? 'nothing was changed: ' : ''}${sum}`;
}
