import test from 'ava';
import { writeSetupCode } from '../../../src/accounts/setup-code.js';
import { startServer } from '../../helpers/server.js';

const password = 'twelve characters and more';

test.serial(
  'without an administrator the console leads to set-up, with one it is closed',
  async (t) => {
    const server = await startServer(t);
    const client = server.client();
    t.is((await client.get('/console')).headers.location, '/console/setup');
    t.is((await client.get('/console/sign-in')).headers.location, '/console/setup');
    t.is((await client.get('/console/setup')).status, 200);
    await server.administrator('anna', password);
    t.is((await client.get('/console')).headers.location, '/console/sign-in');
    t.is((await client.get('/console/setup')).status, 410);
  },
);

test.serial(
  'a wrong code makes nobody, and what was typed is kept, but for the secrets',
  async (t) => {
    const server = await startServer(t);
    await writeSetupCode(server.storageDir);
    const fields = { code: 'AAAA-BBBB-CCCC', name: 'anna', password, repeated: password };
    const answer = await server.client().postForm('/console/setup', fields);
    t.is(answer.status, 401);
    t.regex(answer.text, /id="problem-code"/);
    t.regex(answer.text, /value="anna"/);
    t.notRegex(answer.text, /twelve characters|AAAA-BBBB/);
    t.is((await server.client().get('/console')).headers.location, '/console/setup');
  },
);

test.serial('guessing the code is slowed down', async (t) => {
  const server = await startServer(t);
  const client = server.client();
  const statuses: number[] = [];
  for (let index = 0; index < 11; index += 1) {
    const fields = { code: `WRONG-${index}`, name: 'anna', password, repeated: password };
    statuses.push((await client.postForm('/console/setup', fields)).status);
  }
  t.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429]);
});

test.serial('a short or differing password is told at its field', async (t) => {
  const server = await startServer(t);
  const code = await writeSetupCode(server.storageDir);
  const client = server.client();
  const short = { code, name: 'anna', password: 'short', repeated: 'short' };
  t.regex((await client.postForm('/console/setup', short)).text, /id="problem-password"/);
  const differs = { code, name: 'anna', password, repeated: `${password}!` };
  t.regex((await client.postForm('/console/setup', differs)).text, /id="problem-repeated"/);
});

test.serial(
  'of two who set up at once with the right code one becomes the administrator',
  async (t) => {
    const server = await startServer(t);
    const code = await writeSetupCode(server.storageDir);
    const answers = await Promise.all(
      ['anna', 'berta', 'clara'].map((name) =>
        server.client().postForm('/console/setup', { code, name, password, repeated: password }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    t.is(statuses.filter((status) => status === 303).length, 1);
    t.true(
      statuses.every((status) => [303, 401, 410].includes(status)),
      String(statuses),
    );
    const winner = answers.find(({ status }) => status === 303);
    t.is(winner?.headers.location, '/console');
  },
);
