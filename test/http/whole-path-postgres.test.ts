import test from 'ava';
import { connect } from '../../src/database/connect.js';
import { migrate } from '../../src/database/migrate.js';
import { startPostgres } from '../helpers/postgres.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';
import { wholePath } from '../helpers/whole-path.js';

const scope = fileScope(test);
let server: TestServer;
let url: string;

test.before(async () => {
  url = await startPostgres(scope);
});

test.serial(
  'PostgreSQL: the server does not start on a database that lacks migrations',
  async (t) => {
    const env = { DATABASE_URL: url };
    await t.throwsAsync(startServer(scope, { env }), { message: /Run "slipway migrate"/ });
    const database = await connect({ url, storageDir: '' });
    await migrate(database);
    await database.close();
    server = await startServer(scope, { env });
    t.is((await server.client().get('/readyz')).status, 200);
  },
);

wholePath(test, 'PostgreSQL', () => server);
