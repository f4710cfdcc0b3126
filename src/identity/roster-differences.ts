import type { RosterEntry } from './model.js';
import type { RosterRow } from './roster-csv.js';

/** What a file says otherwise of one person. */
export interface RosterDifference {
  number: string;
  changes: readonly FieldChange[];
}

export interface FieldChange {
  field: 'name' | 'department' | 'phone' | 'password' | 'activation-code' | 'departed';
  /** Empty where there was none, and for secrets. */
  from: string;
  to: string;
}

/** A row that brings a password or a code counts as a change: whether it is the old one is not known. */
export function differencesOf(entry: RosterEntry, row: RosterRow): FieldChange[] {
  const facts = (['name', 'department', 'phone'] as const)
    .filter((field) => entry[field] !== row[field])
    .map((field) => ({ field, from: entry[field] ?? '', to: row[field] ?? '' }));
  const hidden = { from: '', to: '' };
  return [
    ...facts,
    ...(entry.departedAt === null ? [] : [{ field: 'departed' as const, ...hidden }]),
    ...(row.password === '' ? [] : [{ field: 'password' as const, ...hidden }]),
    ...(row.activationCode === '' ? [] : [{ field: 'activation-code' as const, ...hidden }]),
  ];
}
