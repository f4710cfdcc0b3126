import test from 'ava';
import type { Sequelize } from 'sequelize';
import { connect } from '../../src/database/connect.js';
import { defineModels } from '../../src/models.js';
import { databaseContract } from '../helpers/database-contract.js';
import { directoriesContract } from '../helpers/directories-contract.js';
import { startPostgres } from '../helpers/postgres.js';
import { queriesContract } from '../helpers/queries-contract.js';
import { releasesContract } from '../helpers/releases-contract.js';
import { fileScope } from '../helpers/scope.js';

const scope = fileScope(test);
let database: Sequelize;

test.before(async () => {
  const url = await startPostgres(scope);
  database = await connect({ url, storageDir: '' });
  scope.teardown(() => database.close());
  defineModels(database);
});

databaseContract(test, 'PostgreSQL', () => database);
queriesContract(test, 'PostgreSQL', () => database);
directoriesContract(test, 'PostgreSQL', () => database);
releasesContract(test, 'PostgreSQL', () => database);
