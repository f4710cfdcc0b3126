import { createHash } from 'node:crypto';
import type { Transaction } from '../database/transaction.js';
import { AuditEntry } from './model.js';

export interface AuditEvent {
  /** `admin:NAME`, `token:NAME`, `user:NUMBER` or `operator`. */
  actor: string;
  /** `noun.verb`, such as `release.publish`. */
  action: string;
  /** What it was done to: `build:17`, `user:20010001`. */
  subject: string;
  /** No secrets and no phone numbers: the trail is read by many. */
  details?: Record<string, unknown>;
}

const genesis = '0'.repeat(64);

/**
 * Appends to the audit trail, in the transaction of the act itself: what did not happen is not
 * told, and what happened is. The hash chain (SHA-256 over the previous hash and the entry) shows
 * a later change; the unique `previous_hash` keeps two processes from forking it.
 */
export async function recordAudit(event: AuditEvent, transaction: Transaction): Promise<void> {
  await lockTrail(transaction);
  const last = await AuditEntry.findOne({ order: [['id', 'DESC']], transaction });
  const entry = {
    at: new Date(),
    actor: event.actor,
    action: event.action,
    subject: event.subject,
    details: event.details ?? {},
    previousHash: last?.hash ?? genesis,
  };
  await AuditEntry.create({ ...entry, hash: hashEntry(entry) }, { transaction });
}

/** On PostgreSQL, writers of the trail stand in line until they commit; SQLite's transactions already do. */
export async function lockTrail(transaction: Transaction): Promise<void> {
  const sequelize = AuditEntry.sequelize;
  if (sequelize?.getDialect() !== 'postgres') return;
  await sequelize.query('SELECT pg_advisory_xact_lock(1936484720)', { transaction });
}

/** The id of the first entry whose hash or link does not hold, or null when the trail is whole. */
export async function findBrokenAuditEntry(): Promise<number | null> {
  let previousHash = genesis;
  const page = 1000;
  for (let offset = 0; ; offset += page) {
    const entries = await AuditEntry.findAll({ order: [['id', 'ASC']], limit: page, offset });
    for (const entry of entries) {
      if (entry.previousHash !== previousHash || entry.hash !== hashEntry(entry)) return entry.id;
      previousHash = entry.hash;
    }
    if (entries.length < page) return null;
  }
}

type Hashed = Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject' | 'details' | 'previousHash'>;

function hashEntry(entry: Hashed): string {
  const fields = [
    entry.previousHash,
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    entry.subject,
    canonical(entry.details),
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Keys in order, so that a database that reorders JSON keys gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
