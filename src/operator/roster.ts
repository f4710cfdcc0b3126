import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import { importRoster, type RosterChanges } from '../identity/import-roster.js';
import { parseRoster } from '../identity/roster-csv.js';
import type { Command } from '../main.js';
import { followRoster } from '../registrations/follow-roster.js';
import { onDatabase } from './open.js';
import { report } from './report.js';

const options = {
  departures: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean' },
} as const;

/** `slipway roster import`: brings people in from a CSV file. */
export const rosterCommand: Command = {
  usage: `Usage: slipway roster import FILE.csv [--departures] [--dry-run] [--json]

Brings people in, by their number: new ones are added, known ones brought up to date. The header is
number,name,department,phone,password,activation_code; UTF-8 or GB18030. An empty password or code
leaves the one that is there; another one ends the person's sessions.
  --departures   whom the file does not name has left: their sign-in and their registration end,
                 until a later file names them again
  --dry-run      say what would change, and change nothing
`,
  async run([verb, ...args], io) {
    if (verb !== 'import') throw new UsageError('knows "import"');
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new UsageError('needs one CSV file');
    const { rows, warnings } = parseRoster(await readFile(path));
    for (const warning of warnings) io.err(`warning: ${warning}\n`);
    const { departures, 'dry-run': dryRun } = values;
    const changes = await onDatabase(io.env, (deps) =>
      importRoster(
        { ...deps, follower: followRoster },
        { rows, departures, dryRun, actor: 'operator' },
      ),
    );
    const document = { dryRun, ...changes, warnings };
    return report(io, values.json, document, dryRun ? plan(changes) : summary(changes));
  },
};

function summary({ added, updated, unchanged, departed }: RosterChanges): string {
  return `${added.length} added, ${updated.length} updated, ${unchanged} unchanged, ${departed.length} departed\n`;
}

function plan(changes: RosterChanges): string {
  const lines = (['added', 'updated', 'departed'] as const).flatMap((what) =>
    changes[what].map((number) => `${what.padEnd(8)}  ${number}\n`),
  );
  return `${lines.join('')}nothing was changed; it would be ${summary(changes)}`;
}
