import type { RosterEntry } from './model.js';
import type { RosterRow } from './roster-csv.js';
import type { RowSecrets } from './roster-secrets.js';

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

/** What a row says otherwise; of its password and its code only those that are not the old ones. */
export function differencesOf(
  entry: RosterEntry,
  row: RosterRow,
  secrets: RowSecrets,
): FieldChange[] {
  const facts = (['name', 'department', 'phone'] as const)
    .filter((field) => entry[field] !== row[field])
    .map((field) => ({ field, from: entry[field] ?? '', to: row[field] ?? '' }));
  const hidden = { from: '', to: '' };
  return [
    ...facts,
    ...(entry.departedAt === null ? [] : [{ field: 'departed' as const, ...hidden }]),
    ...(secrets.passwordHash === undefined ? [] : [{ field: 'password' as const, ...hidden }]),
    ...(secrets.activationCodeHash === undefined
      ? []
      : [{ field: 'activation-code' as const, ...hidden }]),
  ];
}
