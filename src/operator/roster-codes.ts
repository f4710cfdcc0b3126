import { parseArgs } from 'node:util';
import { UsageError } from '../errors.js';
import { type ActivationLetter, makeActivationCodes } from '../identity/activation-codes.js';
import { plainNumber } from '../identity/typed.js';
import type { CommandIo } from '../main.js';
import { onDatabase } from './open.js';
import { report } from './report.js';

const options = {
  numbers: { type: 'string' },
  limit: { type: 'string', default: '1000' },
  json: { type: 'boolean' },
} as const;

/** `slipway roster codes`: makes activation codes and prints them, once, as CSV for a mail merge. */
export async function makeRosterCodes(args: string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({ args, options });
  const limit = Number(values.limit);
  if (!Number.isSafeInteger(limit) || limit < 1) throw new UsageError('--limit is a whole number');
  const numbers = values.numbers?.split(',').map(plainNumber).filter(Boolean) ?? null;
  const letters = await onDatabase(io.env, (deps) =>
    makeActivationCodes(deps, { numbers, limit, actor: 'operator' }),
  );
  io.err(`${letters.length} activation codes; they are shown this once\n`);
  return report(io, values.json, { codes: letters }, csv(letters));
}

/** RFC 4180. */
function csv(letters: readonly ActivationLetter[]): string {
  const rows = letters.map(({ number, name, department, code }) => [
    number,
    name,
    department,
    code,
  ]);
  return [['number', 'name', 'department', 'activation_code'], ...rows]
    .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}
