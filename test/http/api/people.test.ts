import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { signInPerson } from '../../../src/accounts/sign-in.js';
import { AuditEntry } from '../../../src/audit/model.js';
import { Outcome } from '../../../src/delivery/model.js';
import { activate } from '../../../src/registrations/activate.js';
import { type Api, apiOf, type Problem } from '../../helpers/api.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let api: Api;

const roster = `number,name,department,phone,password
1001,王小明,计算学部,138 0013 8000,lantern-harbour-41
1002,李芳,航天学院,138 0013 8001,granite-sparrow-17
`;

test.before(async () => {
  server = await startServer(scope);
  api = await apiOf(server, ['people']);
  await server.roster(roster);
});

async function register(number: string, password: string): Promise<void> {
  const { services } = server;
  const input = { number, password, address: '127.0.0.1' };
  const user = await signInPerson(services, input, services.now());
  await activate(services, user, services.now());
}

const ticket = { app: 'campus', platform: 'ios' };
const askTicket = async (number: string, body: unknown = ticket) =>
  api.post(`/people/${number}/tickets`, body);

test.serial('one who never signed in is known from the roster', async (t) => {
  const answer = await api.get('/people?number=1001');
  t.is(answer.status, 200);
  t.deepEqual(answer.json(), {
    number: '1001',
    name: '王小明',
    department: '计算学部',
    registration: 'none',
    phoneBound: false,
    phone: null,
    phoneProvenAt: null,
    activatedAt: null,
  });
  t.is((await api.get('/people?number=9999')).json<Problem>().code, 'not_found');
  t.is((await api.get('/people')).status, 400);
});

test.serial('a number that is nobody’s can be neither suspended nor given a ticket', async (t) => {
  await publishSample(server, { platform: 'ios' });
  for (const act of ['suspend', 'reinstate', 'unbind-phone']) {
    t.is((await api.post(`/people/9999/${act}`)).status, 404);
    t.is((await api.post(`/people/1001/${act}`)).status, 404);
  }
  t.is((await askTicket('9999')).json<Problem>().code, 'not_found');
  t.is((await askTicket('1001')).json<Problem>().code, 'not_registered');
});

test.serial('a registered person is shown with the end of the phone only', async (t) => {
  await register('1001', 'lantern-harbour-41');
  const person = (await api.get('/people?number=1001')).json();
  t.like(person, { registration: 'active', phoneBound: true, phone: '138 **** 8000' });
});

test.serial('a ticket opens what the person’s own button would, and leaves a trail', async (t) => {
  const answer = await askTicket('1001');
  t.is(answer.status, 200, answer.text);
  const { url, installLink, expiresAt } = answer.json<Record<string, string>>();
  t.regex(url ?? '', new RegExp(`^${server.url}/d/v1\\.[^/]+/manifest\\.plist$`));
  t.is(
    installLink,
    `itms-services://?action=download-manifest&url=${encodeURIComponent(url ?? '')}`,
  );
  t.true(Date.parse(expiresAt ?? '') > Date.now());
  t.is((await server.client().get(new URL(url ?? '').pathname)).status, 200);

  const entry = await AuditEntry.findOne({ where: { action: 'ticket.issue' } });
  t.like(entry, { actor: 'token:test', subject: 'user:1001' });
  t.like(entry?.details, { app: 'campus', platform: 'ios' });
  t.false(JSON.stringify(entry).includes(new URL(url ?? '').pathname.split('/')[2] ?? '-'));
  await server.services.outcomes.flush();
  const user = await User.findOne({ where: { number: '1001' } });
  t.is(await Outcome.count({ where: { userId: user?.id ?? 0, step: 'ticket' } }), 1);
});

test.serial('an Android ticket is the file itself, without an install link', async (t) => {
  await publishSample(server, { platform: 'android' });
  const answer = (await askTicket('1001', { app: 'campus', platform: 'android' })).json();
  t.regex(String(answer.url), /\.apk$/);
  t.false('installLink' in answer);
});

test.serial('a ticket needs an app, a platform and a current release', async (t) => {
  t.is((await askTicket('1001', { app: 'none', platform: 'ios' })).status, 404);
  const windows = await askTicket('1001', { app: 'campus', platform: 'windows' });
  t.like(windows.json(), { status: 404, code: 'nothing_released' });
  t.is((await askTicket('1001', { app: 'campus', platform: 'symbian' })).status, 400);
});

test.serial('a suspended person gets no ticket until reinstated', async (t) => {
  const suspended = await api.post('/people/1001/suspend');
  t.like(suspended.json(), { number: '1001', registration: 'suspended', phoneBound: true });
  t.like((await askTicket('1001')).json(), { status: 403, code: 'registration_suspended' });
  t.like((await api.post('/people/1001/reinstate')).json(), { registration: 'active' });
  t.is((await askTicket('1001')).status, 200);
});

test.serial('with an unbound phone the person confirms again before a ticket', async (t) => {
  const unbound = await api.post('/people/1001/unbind-phone');
  t.like(unbound.json(), { registration: 'active', phoneBound: false, phone: null });
  t.like((await askTicket('1001')).json(), { status: 403, code: 'not_registered' });
});

test.serial('only the scope for people sees people', async (t) => {
  const others = await apiOf(server, ['read', 'publish', 'upload']);
  t.is((await others.get('/people?number=1001')).json<Problem>().code, 'scope_missing');
  t.is((await others.post('/people/1001/suspend')).status, 403);
  t.is((await others.post('/people/1001/tickets', ticket)).status, 403);
});
