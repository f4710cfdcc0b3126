import test from 'ava';
import type { Sequelize } from 'sequelize';
import { connect } from '../../src/database/connect.js';
import { defineModels } from '../../src/models.js';
import { databaseContract } from '../helpers/database-contract.js';
import { queriesContract } from '../helpers/queries-contract.js';
import { fileScope } from '../helpers/scope.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const scope = fileScope(test);
let database: Sequelize;

test.before(async () => {
  database = await connect({ url: undefined, storageDir: await temporaryFolder(scope) });
  scope.teardown(() => database.close());
  defineModels(database);
});

databaseContract(test, 'SQLite', () => database);
queriesContract(test, 'SQLite', () => database);
