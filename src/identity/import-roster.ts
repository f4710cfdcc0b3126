import { type CreationAttributes, Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import type { Identity } from './directory.js';
import { RosterEntry } from './model.js';
import { identityOf } from './roster.js';
import type { RosterRow } from './roster-csv.js';
import { differencesOf, type RosterDifference } from './roster-differences.js';
import {
  newSecrets,
  type RowSecrets,
  replacesSecret,
  type SecretHasher,
} from './roster-secrets.js';

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
  /** With the subjects whose password or code is another now. */
  onNewSecret(subjects: readonly string[], transaction: Transaction): Promise<void>;
  /** With those who were on the roster before, of whom it now says something else. */
  onPresent(identities: readonly Identity[], transaction: Transaction): Promise<void>;
}

interface Deps {
  transaction: RunTransaction;
  passwords: SecretHasher;
  follower: RosterFollower;
}

/** Upserts the roster by number. Whoever is absent stays, unless `departures` is asked for. */
export async function importRoster(deps: Deps, input: RosterImport): Promise<RosterChanges> {
  const hashed = await hashSecrets(deps.passwords, input.rows);
  return deps.transaction(async (transaction) => {
    const existing = new Map(
      (await RosterEntry.findAll({ transaction })).map((entry) => [entry.number, entry]),
    );
    const changes = noChanges();
    const newcomers: NewEntry[] = [];
    const changed: RosterEntry[] = [];
    const outdated: string[] = [];
    for (const [index, row] of input.rows.entries()) {
      const entry = existing.get(row.number);
      existing.delete(row.number);
      const secrets = hashed[index] ?? {};
      const fields = entry === undefined ? [] : differencesOf(entry, row, secrets);
      if (entry !== undefined && fields.length === 0) {
        changes.unchanged += 1;
        continue;
      }
      if (entry === undefined) changes.added.push(row.number);
      else {
        changes.updated.push(row.number);
        changes.differences.push({ number: row.number, changes: fields });
      }
      if (input.dryRun) continue;
      if (entry === undefined) {
        newcomers.push({ number: row.number, ...nothing, ...facts(row, secrets) });
        continue;
      }
      if (replacesSecret(entry, secrets)) outdated.push(String(entry.id));
      changed.push(await entry.update(facts(row, secrets), { transaction }));
    }
    await addAll(newcomers, transaction);
    await deps.follower.onPresent(changed.map(identityOf), transaction);
    await deps.follower.onNewSecret(outdated, transaction);
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

/** Outside the transaction: a thousand hashes take seconds and the database must not wait for them. */
async function hashSecrets(
  passwords: SecretHasher,
  rows: readonly RosterRow[],
): Promise<RowSecrets[]> {
  const entries = new Map((await RosterEntry.findAll()).map((entry) => [entry.number, entry]));
  return Promise.all(rows.map((row) => newSecrets(passwords, row, entries.get(row.number))));
}

type NewEntry = CreationAttributes<RosterEntry>;

const nothing = { passwordHash: null, activationCodeHash: null };
const rowsAtOnce = 500;

function facts(row: RosterRow, secrets: RowSecrets) {
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
