import { copyFile, stat } from 'node:fs/promises';
import type { QueryInterface, Sequelize } from 'sequelize';
import { SequelizeStorage, Umzug } from 'umzug';
import { isSqlite, sqlitePath } from './connect.js';
import { migrations } from './migrations/index.js';

/** A forward step of the schema. There is no `down`: a backup is the way back. */
export interface Migration {
  name: string;
  up(queryInterface: QueryInterface): Promise<void>;
}

/** The names of the migrations this database has not had yet, in their order. */
export async function pendingMigrations(sequelize: Sequelize): Promise<string[]> {
  return (await migrator(sequelize).pending()).map((migration) => migration.name);
}

/** Brings the schema up to date and gives the names of what was done. */
export async function migrate(sequelize: Sequelize): Promise<string[]> {
  return (await migrator(sequelize).up()).map((migration) => migration.name);
}

/**
 * What `serve` does on the embedded database: migrates it, after a copy of a file that already
 * holds data is set aside as `database.sqlite.before-<migration>`.
 */
export async function migrateEmbedded(sequelize: Sequelize, storageDir: string): Promise<string[]> {
  if (!isSqlite(sequelize)) throw new Error('only the embedded database migrates itself');
  const [first] = await pendingMigrations(sequelize);
  if (first === undefined) return [];
  const path = sqlitePath(storageDir);
  const holdsData = (await sequelize.getQueryInterface().showAllTables()).includes('builds');
  if (holdsData && (await stat(path)).size > 0) {
    await sequelize.query('PRAGMA wal_checkpoint(TRUNCATE)');
    await copyFile(path, `${path}.before-${first}`);
  }
  return migrate(sequelize);
}

function migrator(sequelize: Sequelize): Umzug<QueryInterface> {
  return new Umzug<QueryInterface>({
    migrations: migrations.map(({ name, up }) => ({ name, up: ({ context }) => up(context) })),
    context: sequelize.getQueryInterface(),
    storage: new SequelizeStorage({ sequelize, tableName: 'migrations' }),
    logger: undefined,
  });
}
