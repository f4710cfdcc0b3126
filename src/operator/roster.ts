import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import { importRoster, type RosterChanges } from '../identity/import-roster.js';
import { maskPhone } from '../identity/phone.js';
import { parseRoster } from '../identity/roster-csv.js';
import type { FieldChange } from '../identity/roster-differences.js';
import type { Command } from '../main.js';
import { followRoster } from '../registrations/follow-roster.js';
import { onDatabase } from './open.js';
import { report } from './report.js';
import { makeRosterCodes } from './roster-codes.js';

const options = {
  departures: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean' },
} as const;

/** `slipway roster`: brings people in from a CSV file, and makes activation codes. */
export const rosterCommand: Command = {
  usage: `Usage: slipway roster import FILE.csv [--departures] [--dry-run] [--json]

Brings people in, by their number: new ones are added, known ones brought up to date. The header is
number,name,department,phone,password,activation_code; UTF-8 or GB18030. An empty password or code
leaves the one that is there; another one ends the person's sessions.
  --departures   whom the file does not name has left: their sign-in and their registration end,
                 until a later file names them again
  --dry-run      say what would change, and change nothing

       slipway roster codes [--numbers A,B] [--limit N] [--json]

Makes an activation code for everyone who has neither a password nor a code, and prints them as CSV,
this once. The console prints them as letters.
  --numbers      for these alone; the codes they had end
`,
  async run([verb, ...args], io) {
    if (verb === 'codes') return makeRosterCodes(args, io);
    if (verb !== 'import') throw new UsageError('knows "import" and "codes"');
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
    const { differences: _differences, ...counted } = changes;
    const document = { dryRun, ...counted, warnings };
    return report(io, values.json, document, dryRun ? plan(changes) : summary(changes));
  },
};

function summary({ added, updated, unchanged, departed }: RosterChanges): string {
  return `${added.length} added, ${updated.length} updated, ${unchanged} unchanged, ${departed.length} departed\n`;
}

function plan(changes: RosterChanges): string {
  const fieldsOf = new Map(changes.differences.map(({ number, changes: list }) => [number, list]));
  const lines = (['added', 'updated', 'departed'] as const).flatMap((what) =>
    changes[what].map((number) => {
      const fields = (fieldsOf.get(number) ?? []).map(changeText).join(', ');
      return `${what.padEnd(8)}  ${number}${fields === '' ? '' : `  ${fields}`}\n`;
    }),
  );
  return `${lines.join('')}nothing was changed; it would be ${summary(changes)}`;
}

/** Phones are masked here as everywhere; a secret has no old value to show. */
function changeText({ field, from, to }: FieldChange): string {
  if (from === '' && to === '') return field;
  const shown = (value: string) => (field === 'phone' && value !== '' ? maskPhone(value) : value);
  return `${field}: ${shown(from) || '-'} → ${shown(to) || '-'}`;
}
