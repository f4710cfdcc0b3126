import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { AuditEntry } from '../../src/audit/model.js';
import { Build } from '../../src/builds/model.js';
import { removeUnrecorded } from '../../src/builds/unrecorded-file.js';
import { apiOf } from '../helpers/api.js';
import { buildApk } from '../helpers/artifacts/apk.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
});

async function storedFiles(): Promise<string[]> {
  const folder = join(server.storageDir, 'artifacts');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test.serial('a database that fails after the file is stored leaves no file', async (t) => {
  const api = await apiOf(server);
  const bytes = buildApk();
  const { sequelize } = AuditEntry;
  await sequelize?.query('ALTER TABLE audit_entries RENAME TO away');
  const failed = await api.upload(bytes, { app: 'campus' });
  await sequelize?.query('ALTER TABLE away RENAME TO audit_entries');
  t.is(failed.status, 500);
  t.is(await Build.count(), 0);
  t.deepEqual(await storedFiles(), []);
  t.is((await api.upload(bytes, { app: 'campus' })).status, 201, 'and the next try is taken');
  t.is((await storedFiles()).length, 1);
});

test.serial(
  'a file that a build names stays, whoever else failed with the same bytes',
  async (t) => {
    const [build] = await Build.findAll();
    await removeUnrecorded(server.services, build?.fileKey ?? '');
    t.is((await storedFiles()).length, 1);
  },
);

test.serial('a build is not recorded without its file', async (t) => {
  const api = await apiOf(server);
  const { store } = server.services;
  const bytes = buildApk({ versionCode: 77 });
  const put = store.put.bind(store);
  // What another upload of the same bytes does when it fails in this moment.
  store.put = async (path, key) => {
    await put(path, key);
    await removeUnrecorded(server.services, key);
  };
  const answer = await api.upload(bytes, { app: 'campus' });
  store.put = put;
  t.is(answer.status, 503);
  t.is(answer.json().code, 'busy');
  t.is(await Build.count(), 1);
  t.is((await api.upload(bytes, { app: 'campus' })).status, 201);
});
