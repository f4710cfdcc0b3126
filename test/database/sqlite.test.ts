import { chmod, stat, writeFile } from 'node:fs/promises';
import test from 'ava';
import type { Sequelize } from 'sequelize';
import { connect, sqlitePath } from '../../src/database/connect.js';
import { defineModels } from '../../src/models.js';
import { databaseContract } from '../helpers/database-contract.js';
import { directoriesContract } from '../helpers/directories-contract.js';
import { queriesContract } from '../helpers/queries-contract.js';
import { releasesContract } from '../helpers/releases-contract.js';
import { fileScope } from '../helpers/scope.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const scope = fileScope(test);
let database: Sequelize;

test.before(async () => {
  database = await connect({ url: undefined, storageDir: await temporaryFolder(scope) });
  scope.teardown(() => database.close());
  defineModels(database);
});

test.serial('the database is for the own user alone, also where the folder is not', async (t) => {
  const storageDir = await temporaryFolder(t);
  await chmod(storageDir, 0o755);
  await writeFile(sqlitePath(storageDir), '', { mode: 0o644 });
  const other = await connect({ url: undefined, storageDir });
  await other.query('CREATE TABLE a (b)');
  for (const end of ['', '-wal', '-shm']) {
    const { mode } = await stat(`${sqlitePath(storageDir)}${end}`);
    t.is(mode & 0o777, 0o600, end);
  }
  await other.close();
});

databaseContract(test, 'SQLite', () => database);
queriesContract(test, 'SQLite', () => database);
directoriesContract(test, 'SQLite', () => database);
releasesContract(test, 'SQLite', () => database);
