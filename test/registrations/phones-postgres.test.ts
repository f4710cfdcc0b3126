import test from 'ava';
import type { Sequelize } from 'sequelize';
import { connect } from '../../src/database/connect.js';
import { migrate } from '../../src/database/migrate.js';
import { defineModels } from '../../src/models.js';
import { phoneContract } from '../helpers/phone-contract.js';
import { startPostgres } from '../helpers/postgres.js';
import { fileScope } from '../helpers/scope.js';

const scope = fileScope(test);
let database: Sequelize;

test.before(async () => {
  const url = await startPostgres(scope);
  database = await connect({ url, storageDir: '' });
  scope.teardown(() => database.close());
  defineModels(database);
  await migrate(database);
});

phoneContract(test, 'PostgreSQL', () => database);
