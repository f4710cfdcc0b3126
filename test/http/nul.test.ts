import test from 'ava';
import { createApp } from '../../src/apps/apps.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
});

test('a NUL character in a path, a query or a body is refused, and nothing fails', async (t) => {
  const headers = { Authorization: `Bearer ${await server.token()}` };
  const client = server.client();
  const nul = String.fromCharCode(0);
  for (const path of ['/a/%00', '/a/campus%00/register', '/api/v1/people/%00/suspend']) {
    t.is((await client.get(path, headers)).status, 404, path);
  }
  const answers = [
    await client.get('/api/v1/people?number=%00', headers),
    await client.postJson('/api/v1/apps', { slug: 'a', name: nul }, headers),
    await client.postForm('/a/campus/register', { number: nul, password: 'x' }),
    await client.postFile(
      '/api/v1/builds',
      { name: 'a.apk', bytes: Buffer.from('PK') },
      { notes: nul },
      headers,
    ),
  ];
  t.deepEqual(
    answers.map(({ status }) => status),
    answers.map(() => 400),
  );
});

test('a document nested as deep as it may be long is refused in words', async (t) => {
  const headers = {
    Authorization: `Bearer ${await server.token()}`,
    'Content-Type': 'application/json',
  };
  const body = `[${'['.repeat(400_000)}${']'.repeat(400_000)}]`;
  const answer = await server.client().send('/api/v1/apps', { method: 'POST', headers, body });
  t.is(answer.status, 400);
});
