import { parse } from 'csv-parse/sync';
import { AppError } from '../errors.js';
import { normalisePhone } from './phone.js';
import { plainCode, plainNumber } from './typed.js';

export interface RosterRow {
  /** Line in the file, counted from 1, for messages. */
  line: number;
  number: string;
  name: string;
  department: string;
  /** E.164, or null: absent, or no number that can exist. */
  phone: string | null;
  /** Empty where the file has none: what the roster holds then stays. */
  password: string;
  activationCode: string;
}

export interface RosterFile {
  rows: RosterRow[];
  /** Sentences for the operator: unknown columns, telephone numbers that cannot be. */
  warnings: string[];
}

const columns = ['number', 'name', 'department', 'phone', 'password', 'activation_code'] as const;
const required = ['number', 'name'] as const;

/**
 * Reads a roster: UTF-8 with or without BOM, else GB18030 (what Excel writes in China). Throws
 * `invalid_request` that names every line at fault at once.
 */
export function parseRoster(bytes: Uint8Array): RosterFile {
  const records = parseCsv(decode(bytes));
  const header = (records[0]?.record ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw refuse([
      `the header has no column ${missing.join(', ')}; it should be ${columns.join(',')}`,
    ]);
  }
  const warnings = header
    .filter((column) => !(columns as readonly string[]).includes(column))
    .map((column) => `column "${column}" is not known and is ignored`);

  const problems: string[] = [];
  const seen = new Map<string, number>();
  const rows = records.slice(1).map(({ record, line }): RosterRow => {
    const cell = (column: (typeof columns)[number]) => record[header.indexOf(column)]?.trim() ?? '';
    const [number, name, phone] = [plainNumber(cell('number')), cell('name'), cell('phone')];
    const earlier = seen.get(number);
    if (number === '') problems.push(`line ${line}: no number`);
    else if (earlier !== undefined)
      problems.push(`line ${line}: number ${number} stands on line ${earlier} too`);
    seen.set(number, line);
    if (name === '') problems.push(`line ${line}: no name`);
    const e164 = phone === '' ? null : normalisePhone(phone);
    if (phone !== '' && e164 === null)
      warnings.push(`line ${line}: the phone is no number that can exist`);
    return {
      line,
      number,
      name,
      department: cell('department'),
      phone: e164,
      password: cell('password'),
      activationCode: plainCode(cell('activation_code')),
    };
  });
  if (problems.length > 0) throw refuse(problems);
  return { rows, warnings };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function parseCsv(text: string): { record: string[]; line: number }[] {
  try {
    const options = { skip_empty_lines: true, relax_column_count: true, info: true } as const;
    const rows = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return rows
      .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
      .map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    throw refuse([(error as Error).message], error);
  }
}

function refuse(problems: string[], cause?: unknown): AppError {
  const message = `The roster was not imported. ${problems.join('; ')}.`;
  return new AppError('invalid_request', message, { details: { problems }, cause });
}
