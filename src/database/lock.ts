import type { Model, ModelStatic } from 'sequelize';
import type { Transaction } from './transaction.js';

/**
 * Makes writers of one thing stand in line until this transaction ends: on PostgreSQL by an advisory
 * lock of this number; SQLite's transactions already do.
 */
export async function standInLine(
  model: ModelStatic<Model>,
  lock: number,
  transaction: Transaction,
): Promise<void> {
  const { sequelize } = model;
  if (sequelize?.getDialect() !== 'postgres') return;
  const replacements = { lock };
  await sequelize.query('SELECT pg_advisory_xact_lock(:lock)', { replacements, transaction });
}
