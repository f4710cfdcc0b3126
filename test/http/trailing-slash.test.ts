import test from 'ava';
import { consolePassword, signedIn } from '../helpers/console.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await server.administrator('berta', consolePassword);
});

test('a page with a trailing slash leads to the page without it, and keeps the query', async (t) => {
  const client = server.client();
  for (const method of ['GET', 'HEAD']) {
    const answer = await client.send('/a/campus/?lang=en&x=%2F', { method });
    t.is(answer.status, 301);
    t.is(answer.headers.location, '/a/campus?lang=en&x=%2F');
  }
  t.is((await client.get('/ca/')).headers.location, '/ca');
  t.is((await client.get('/a/campus/register/')).headers.location, '/a/campus/register');
});

test('a closed page leads there only who may see it', async (t) => {
  const stranger = await server.client().get('/console/apps/');
  t.is(stranger.headers.location, '/console/sign-in');
  const client = await signedIn(server);
  t.is((await client.get('/console/apps/')).headers.location, '/console/apps');
});

test('no spelling of a slash leads to another host', async (t) => {
  const paths = [
    '//evil.example/',
    '///evil.example/',
    '//evil.example/a/campus/',
    '/\\evil.example/',
    '/%5cevil.example/',
    '/%2fevil.example/',
    '/./evil.example/',
    '/a/campus//',
    '/a//evil.example/',
    '/a///',
    'https://evil.example/a/campus/',
    'https://evil.example//evil.example/',
    '/.//evil.example/',
  ];
  for (const path of paths) {
    const { status, headers } = await server.client().get(path);
    const { location } = headers;
    if (location === undefined) t.true(status >= 400, `${path}: ${status}`);
    else t.is(new URL(location, server.url).origin, new URL(server.url).origin, path);
    t.regex(location ?? '/a/', /^\/a\//, path);
  }
});

test('an API, a ticket and a form mean the path they have', async (t) => {
  const token = { Authorization: `Bearer ${await server.token()}` };
  t.is((await server.client().get('/api/v1/apps/', token)).status, 404);
  t.is((await server.client().postForm('/a/campus/register/', {})).status, 405);
  t.is((await server.client().get('/d/ticket/file.apk/')).status, 404);
});
