import test from 'ava';
import { connect } from '../../src/database/connect.js';
import * as initial from '../../src/database/migrations/0001-initial.js';
import * as policyExceptions from '../../src/database/migrations/0002-policy-exceptions.js';
import * as directories from '../../src/database/migrations/0003-directories.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

test('whoever registered before keeps the number, the earlier where two did', async (t) => {
  const database = await connect({ url: undefined, storageDir: await temporaryFolder(t) });
  t.teardown(() => database.close());
  const queries = database.getQueryInterface();
  for (const { up } of [initial, policyExceptions]) await up(queries);
  const at = new Date();
  const user = (id: number, directory: string, number: string) => ({
    ...{ id, directory, number, subject: `s${id}`, name: 'x', department: '' },
    created_at: at,
  });
  const users = [user(1, 'roster', '100'), user(2, 'ldap', '100'), user(3, 'ldap', '200')];
  await queries.bulkInsert('users', [...users, user(4, 'ldap', '300')]);
  const registration = (user_id: number, phone: string | null) => ({
    ...{ id: user_id, user_id, phone, state: 'active' },
    activated_at: at,
  });
  const phones = ['+8613800138001', '+8613800138002', '+8613800138003', null];
  const rows = phones.map((phone, index) => registration(index + 1, phone));
  await queries.bulkInsert('registrations', rows);
  await directories.up(queries);
  const [found] = await database.query('SELECT number FROM registrations ORDER BY id');
  t.deepEqual(found, [{ number: '100' }, { number: null }, { number: '200' }, { number: null }]);
});
