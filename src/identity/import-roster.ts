import { Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { RosterEntry } from './model.js';
import type { RosterRow } from './roster-csv.js';

export interface RosterChanges {
  added: string[];
  updated: string[];
  unchanged: number;
  /** Numbers that the file does not name and that are marked departed. */
  departed: string[];
}

export interface RosterImport {
  rows: readonly RosterRow[];
  /** Mark those as departed whom the file does not name. */
  departures: boolean;
  /** Say what would change, and change nothing. */
  dryRun: boolean;
  actor: string;
}

interface Deps {
  transaction: RunTransaction;
  passwords: { hash(password: string): Promise<string> };
  /** Called in the same transaction with the subjects who left. */
  onDeparture(subjects: string[], transaction: Transaction): Promise<void>;
}

/** Upserts the roster by number. Whoever is absent stays, unless `departures` is asked for. */
export async function importRoster(deps: Deps, input: RosterImport): Promise<RosterChanges> {
  const hashed = input.dryRun ? [] : await hashSecrets(deps.passwords, input.rows);
  return deps.transaction(async (transaction) => {
    const existing = new Map(
      (await RosterEntry.findAll({ transaction })).map((entry) => [entry.number, entry]),
    );
    const changes: RosterChanges = { added: [], updated: [], unchanged: 0, departed: [] };
    for (const [index, row] of input.rows.entries()) {
      const entry = existing.get(row.number);
      existing.delete(row.number);
      if (entry !== undefined && !differs(entry, row)) {
        changes.unchanged += 1;
        continue;
      }
      (entry === undefined ? changes.added : changes.updated).push(row.number);
      const secrets = hashed[index];
      if (secrets !== undefined) await save(entry, row, secrets, transaction);
    }
    if (input.departures) {
      const leaving = [...existing.values()].filter((entry) => entry.departedAt === null);
      changes.departed = leaving.map((entry) => entry.number);
      if (!input.dryRun) await depart(leaving, deps, transaction);
    }
    if (!input.dryRun) await audit(changes, input.actor, transaction);
    return changes;
  });
}

interface Secrets {
  passwordHash?: string;
  activationCodeHash?: string;
}

/** Outside the transaction: a thousand hashes take seconds and the database must not wait for them. */
function hashSecrets(passwords: Deps['passwords'], rows: readonly RosterRow[]): Promise<Secrets[]> {
  return Promise.all(
    rows.map(async (row) => ({
      ...(row.password && { passwordHash: await passwords.hash(row.password) }),
      ...(row.activationCode && { activationCodeHash: await passwords.hash(row.activationCode) }),
    })),
  );
}

/** A row that brings a password or a code counts as a change: whether it is the old one is not known. */
function differs(entry: RosterEntry, row: RosterRow): boolean {
  return (
    entry.name !== row.name ||
    entry.department !== row.department ||
    entry.phone !== row.phone ||
    entry.departedAt !== null ||
    row.password !== '' ||
    row.activationCode !== ''
  );
}

async function save(
  entry: RosterEntry | undefined,
  row: RosterRow,
  secrets: Secrets,
  transaction: Transaction,
): Promise<void> {
  const facts = {
    name: row.name,
    department: row.department,
    phone: row.phone,
    departedAt: null,
    ...secrets,
  };
  if (entry !== undefined) await entry.update(facts, { transaction });
  else {
    const none = { passwordHash: null, activationCodeHash: null };
    await RosterEntry.create({ number: row.number, ...none, ...facts }, { transaction });
  }
}

async function depart(leaving: RosterEntry[], deps: Deps, transaction: Transaction): Promise<void> {
  const ids = leaving.map((entry) => entry.id);
  await RosterEntry.update(
    { departedAt: new Date() },
    { where: { id: { [Op.in]: ids } }, transaction },
  );
  await deps.onDeparture(ids.map(String), transaction);
}

async function audit(
  changes: RosterChanges,
  actor: string,
  transaction: Transaction,
): Promise<void> {
  const details = {
    added: changes.added.length,
    updated: changes.updated.length,
    departed: changes.departed.length,
  };
  await recordAudit({ actor, action: 'roster.import', subject: 'roster', details }, transaction);
}
