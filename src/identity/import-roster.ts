import { type CreationAttributes, Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import type { Identity } from './directory.js';
import { RosterEntry } from './model.js';
import { identityOf } from './roster.js';
import type { RosterRow } from './roster-csv.js';
import { differencesOf, type RosterDifference } from './roster-differences.js';

export interface RosterChanges {
  added: string[];
  updated: string[];
  /** What the file says otherwise of those who are updated. */
  differences: RosterDifference[];
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

/** Who is told, in the same transaction, what an import changed. */
export interface RosterFollower {
  /** With the subjects who left. */
  onDeparture(subjects: readonly string[], transaction: Transaction): Promise<void>;
  /** With those who were on the roster before, of whom it now says something else. */
  onPresent(identities: readonly Identity[], transaction: Transaction): Promise<void>;
}

interface Deps {
  transaction: RunTransaction;
  passwords: { hash(password: string): Promise<string> };
  follower: RosterFollower;
}

/** Upserts the roster by number. Whoever is absent stays, unless `departures` is asked for. */
export async function importRoster(deps: Deps, input: RosterImport): Promise<RosterChanges> {
  const hashed = input.dryRun ? [] : await hashSecrets(deps.passwords, input.rows);
  return deps.transaction(async (transaction) => {
    const existing = new Map(
      (await RosterEntry.findAll({ transaction })).map((entry) => [entry.number, entry]),
    );
    const changes = noChanges();
    const newcomers: NewEntry[] = [];
    const changed: RosterEntry[] = [];
    for (const [index, row] of input.rows.entries()) {
      const entry = existing.get(row.number);
      existing.delete(row.number);
      const fields = entry === undefined ? [] : differencesOf(entry, row);
      if (entry !== undefined && fields.length === 0) {
        changes.unchanged += 1;
        continue;
      }
      if (entry === undefined) changes.added.push(row.number);
      else {
        changes.updated.push(row.number);
        changes.differences.push({ number: row.number, changes: fields });
      }
      const secrets = hashed[index];
      if (secrets === undefined) continue;
      if (entry === undefined)
        newcomers.push({ number: row.number, ...nothing, ...facts(row, secrets) });
      else changed.push(await entry.update(facts(row, secrets), { transaction }));
    }
    await addAll(newcomers, transaction);
    await deps.follower.onPresent(changed.map(identityOf), transaction);
    if (input.departures) {
      const leaving = [...existing.values()].filter((entry) => entry.departedAt === null);
      changes.departed = leaving.map((entry) => entry.number);
      if (!input.dryRun) await depart(leaving, deps, transaction);
    }
    if (!input.dryRun) await audit(changes, input.actor, transaction);
    return changes;
  });
}

function noChanges(): RosterChanges {
  return { added: [], updated: [], differences: [], unchanged: 0, departed: [] };
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

type NewEntry = CreationAttributes<RosterEntry>;

const nothing = { passwordHash: null, activationCodeHash: null };
const rowsAtOnce = 500;

function facts(row: RosterRow, secrets: Secrets) {
  const { name, department, phone } = row;
  return { name, department, phone, departedAt: null, ...secrets };
}

/** Many rows a statement: nobody else writes to SQLite meanwhile. */
async function addAll(entries: readonly NewEntry[], transaction: Transaction): Promise<void> {
  for (let at = 0; at < entries.length; at += rowsAtOnce) {
    await RosterEntry.bulkCreate(entries.slice(at, at + rowsAtOnce), { transaction });
  }
}

async function depart(leaving: RosterEntry[], deps: Deps, transaction: Transaction): Promise<void> {
  const ids = leaving.map((entry) => entry.id);
  await RosterEntry.update(
    { departedAt: new Date() },
    { where: { id: { [Op.in]: ids } }, transaction },
  );
  await deps.follower.onDeparture(ids.map(String), transaction);
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
