import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { createPasswords, type Passwords } from '../accounts/passwords.js';
import { type Config, readConfig } from '../config.js';
import { connect, type Database, isSqlite } from '../database/connect.js';
import { migrateEmbedded, pendingMigrations } from '../database/migrate.js';
import { createTransactionRunner, type RunTransaction } from '../database/transaction.js';
import { defineModels } from '../models.js';

/** What an operator's command works with. */
export interface OperatorDeps {
  config: Config;
  transaction: RunTransaction;
  passwords: Passwords;
}

/** The database is older than this version. */
class PendingMigrations extends Error {
  override readonly name = 'PendingMigrations';
}

/** Opens the server's own database for one command and closes it after. */
export async function onDatabase<Result>(
  env: NodeJS.ProcessEnv,
  work: (deps: OperatorDeps) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(env);
  const { database } = await openDatabase(config);
  try {
    const transaction = createTransactionRunner(database);
    const passwords = await createPasswords(availableParallelism());
    return await work({ config, transaction, passwords });
  } finally {
    await database.close();
  }
}

/**
 * Opens the database and binds the models to it. The embedded one is migrated here; a PostgreSQL
 * that lacks migrations is refused, since several servers may be using it.
 */
export async function openDatabase(
  config: Config,
): Promise<{ database: Database; migrated: string[] }> {
  const database = await connectTo(config);
  if (isSqlite(database)) {
    return { database, migrated: await migrateEmbedded(database, config.STORAGE_DIR) };
  }
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return { database, migrated: [] };
  await database.close();
  throw new PendingMigrations(
    `The database lacks ${pending.length} migrations. Run "slipway migrate", then start again.`,
  );
}

/** Opens the database as it is. */
export async function connectTo(config: Config): Promise<Database> {
  await mkdir(config.STORAGE_DIR, { recursive: true, mode: 0o700 });
  const database = await connect({ url: config.DATABASE_URL, storageDir: config.STORAGE_DIR });
  defineModels(database);
  return database;
}
