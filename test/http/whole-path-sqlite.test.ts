import test from 'ava';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';
import { wholePath } from '../helpers/whole-path.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
});

wholePath(test, 'SQLite', () => server);
