import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';

export type { Sequelize as Database };

export interface DatabaseOptions {
  /** A PostgreSQL URL; absent for SQLite in `storageDir`. */
  url: string | undefined;
  storageDir: string;
}

/** Where the embedded database keeps its file. */
export function sqlitePath(storageDir: string): string {
  return join(storageDir, 'database.sqlite');
}

/** Opens the database and proves that it answers; rejects with the driver's error when it does not. */
export async function connect(options: DatabaseOptions): Promise<Sequelize> {
  if (options.url === undefined) await makePrivate(sqlitePath(options.storageDir));
  const sequelize = options.url === undefined ? sqlite(options.storageDir) : postgres(options.url);
  await sequelize.authenticate();
  if (isSqlite(sequelize)) {
    // WAL is kept in the file and so holds for the transactions' own connections too.
    await sequelize.query('PRAGMA journal_mode = WAL');
    await sequelize.query('PRAGMA busy_timeout = 5000');
    await sequelize.query('PRAGMA foreign_keys = ON');
  }
  return sequelize;
}

/**
 * For the server's own user alone: it holds telephone numbers and the keys of tickets, and a clone
 * brings its storage directory readable by all. SQLite gives `-wal` and `-shm` the file's own mode.
 */
async function makePrivate(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close();
  await chmod(path, 0o600);
}

export function isSqlite(sequelize: Sequelize): boolean {
  return sequelize.getDialect() === 'sqlite';
}

const shared = { logging: false, define: { underscored: true, updatedAt: false } } as const;

function sqlite(storageDir: string): Sequelize {
  return new Sequelize({ ...shared, dialect: 'sqlite', storage: sqlitePath(storageDir) });
}

function postgres(url: string): Sequelize {
  return new Sequelize(url, { ...shared, dialect: 'postgres', pool: { max: 10 } });
}
