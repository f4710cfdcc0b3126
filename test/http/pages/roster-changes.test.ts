import test from 'ava';
import { createApp } from '../../../src/apps/apps.js';
import { Registration } from '../../../src/registrations/model.js';
import { registerPerson, samplePassword } from '../../helpers/people.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
});

const header = 'number,name,department,phone,password\n';

async function signedIn(number: string) {
  const client = server.client();
  const fields = { number, password: samplePassword };
  t303(await client.postForm('/a/campus/register', fields));
  return client;
}

function t303({ status }: { status: number }): void {
  if (status !== 303) throw new Error(`signing in answered ${status}`);
}

test.serial('a phone corrected on the roster holds at the next scan', async (t) => {
  await server.roster(`${header}3001,陈强,后勤处,,${samplePassword}\n`);
  const client = await signedIn('3001');
  t.is((await client.get('/a/campus/confirm')).status, 409);
  await server.roster(`${header}3001,陈强,后勤处,138 0013 8101,\n`);
  const page = await client.get('/a/campus/confirm');
  t.is(page.status, 200);
  t.true(page.text.includes('138 **** 8101'));
  t.is((await client.postForm('/a/campus/confirm', {})).headers.location, '/a/campus/registered');
});

test.serial('who left before confirming is signed out and cannot confirm', async (t) => {
  await server.roster(`${header}3002,李芳,航天学院,138 0013 8102,${samplePassword}\n`);
  const client = await signedIn('3002');
  const { text } = await client.get('/a/campus/confirm');
  const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  await server.roster(`${header}3001,陈强,后勤处,138 0013 8101,\n`, { departures: true });
  const answer = await client.send('/a/campus/confirm', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf }).toString(),
  });
  t.is(answer.status, 401);
  t.is((await client.get('/a/campus/confirm')).headers.location, '/a/campus');
});

test.serial('who left is suspended, and comes back with the roster; others stay so', async (t) => {
  const one = await registerPerson(server, { number: '3003', phone: '138 0013 8103' });
  const two = await registerPerson(server, { number: '3004', phone: '138 0013 8104' });
  const state = async ({ id: userId }: { id: number }) =>
    (await Registration.findOne({ where: { userId } }))?.state;
  await Registration.update(
    { state: 'suspended', suspendedBy: 'admin:anna' },
    { where: { userId: two.id } },
  );
  await server.roster(`${header}3001,陈强,后勤处,138 0013 8101,\n`, { departures: true });
  t.is(await state(one), 'suspended');
  const both = '3003,张三丰,物理学院,138 0013 8103,\n3004,张三丰,物理学院,138 0013 8104,\n';
  await server.roster(`${header}${both}`);
  t.is(await state(one), 'active');
  t.is(await state(two), 'suspended');
});

test.serial(
  'a new password on the roster ends the sessions of the old one, and no others',
  async (t) => {
    const row = (number: string, password: string, phone = '') =>
      `${number},李芳,航天学院,${phone},${password}\n`;
    await server.roster(header + row('3006', samplePassword) + row('3007', samplePassword));
    const [one, two] = [await signedIn('3006'), await signedIn('3007')];
    const stays = async (client: typeof one) =>
      (await client.get('/a/campus/confirm')).headers.location !== '/a/campus';
    const same = row('3006', samplePassword, '138 0013 8106');
    await server.roster(header + same + row('3007', ''));
    t.true((await stays(one)) && (await stays(two)), 'the same password is none that is new');
    await server.roster(header + row('3006', 'granite sparrow 17') + row('3007', samplePassword));
    t.false(await stays(one));
    t.true(await stays(two));
  },
);

test.serial('full-width digits and a code without its dashes are understood', async (t) => {
  await server.roster(
    'number,name,phone,activation_code\n３００５,李芳,138 0013 8105,K7MQ-3XWD-9HTR\n',
  );
  for (const [number, password] of [
    ['3005', 'k7mq3xwd9htr'],
    ['３００５', ' K7MQ 3XWD 9HTR '],
    [' 3005 ', 'Ｋ７ＭＱ－３ＸＷＤ－９ＨＴＲ'],
  ] as const) {
    const answer = await server.client().postForm('/a/campus/register', { number, password });
    t.is(answer.status, 303, number);
  }
});
