import { readFileSync } from 'node:fs';
import test from 'ava';
import { Sequelize } from 'sequelize';
import { defineModels } from '../../src/models.js';

/** Columns that tell of a person: who, where from, by whom. */
const personal = /^(userId|phone|directoryPhone|address|userAgent|[a-z]+By|actor|passwordHash)$/;

test('every table that tells of a person is in docs/privacy.md', (t) => {
  const sequelize = new Sequelize({ dialect: 'sqlite', storage: ':memory:' });
  defineModels(sequelize);
  const document = readFileSync('docs/privacy.md', 'utf8');
  const tables = Object.values(sequelize.models)
    .filter((model) => Object.keys(model.getAttributes()).some((name) => personal.test(name)))
    .map((model) => String(model.getTableName()));
  t.true(tables.includes('users') && tables.length > 10, tables.join());
  for (const table of [...tables, 'failed_attempts'])
    t.true(document.includes(`\`${table}\``), table);
});
