import test from 'ava';
import { FailedAttempt } from '../../../src/accounts/model.js';
import { createApp } from '../../../src/apps/apps.js';
import { registerPerson, samplePassword } from '../../helpers/people.js';
import { fileScope } from '../../helpers/scope.js';
import { freePort, startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const html = { Accept: 'text/html' };

async function serverWithout(directories: string): Promise<TestServer> {
  const env = {
    DIRECTORIES: directories,
    LDAP_URL: `ldap://127.0.0.1:${await freePort()}`,
    LDAP_BASE_DN: 'dc=example,dc=edu',
  };
  const server = await startServer(scope, { env });
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
  return server;
}

test.serial(
  'with LDAP down the roster still signs in, and nothing is called a wrong password',
  async (t) => {
    const server = await serverWithout('ldap,roster');
    await registerPerson(server, { number: '8001', phone: '138 0013 8801' });
    const signIn = (number: string, password: string) =>
      server.client().postForm('/a/campus/register', { number, password });
    t.is((await signIn('8001', samplePassword)).headers.location, '/a/campus/registered');
    for (const [number, password] of [
      ['8002', samplePassword],
      ['8001', 'wrong'],
    ] as const) {
      const answer = await signIn(number, password);
      t.is(answer.status, 503);
      t.is(answer.headers['retry-after'], '300');
      t.true(answer.text.includes('5 分钟后'));
      t.false(answer.text.includes('号码或密码不正确'));
      t.false(answer.text.includes('aria-invalid'));
    }
    const counted = await FailedAttempt.count({ where: { key: 'account number:8001' } });
    t.is(counted, 1, 'the roster said no, which counts');
    await server.stop();
  },
);

test.serial('while nobody can judge a password, trying again locks nobody out', async (t) => {
  const server = await serverWithout('ldap');
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const fields = { number: '8003', password: 'anything' };
    t.is((await server.client().postForm('/a/campus/register', fields)).status, 503);
  }
  t.is(await FailedAttempt.count(), 0);
  const page = await server.client().get('/a/campus/register', html);
  t.is(page.status, 200);
  await server.stop();
});
