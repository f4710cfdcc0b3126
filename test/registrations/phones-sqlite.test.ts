import test from 'ava';
import type { Sequelize } from 'sequelize';
import { connect } from '../../src/database/connect.js';
import { migrate } from '../../src/database/migrate.js';
import { defineModels } from '../../src/models.js';
import { phoneContract } from '../helpers/phone-contract.js';
import { fileScope } from '../helpers/scope.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const scope = fileScope(test);
let database: Sequelize;

test.before(async () => {
  database = await connect({ url: undefined, storageDir: await temporaryFolder(scope) });
  scope.teardown(() => database.close());
  defineModels(database);
  await migrate(database);
});

phoneContract(test, 'SQLite', () => database);
