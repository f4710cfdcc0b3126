import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { isAppError } from '../../src/errors.js';
import type { PasswordDirectory } from '../../src/identity/directory.js';
import { type LdapOptions, ldapDirectory } from '../../src/identity/ldap.js';
import { slipway } from '../helpers/command.js';
import { haveTools } from '../helpers/debian-tools.js';
import { type LdapPerson, type LdapServer, startLdap } from '../helpers/ldap-server.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const password = 'lantern-harbour-41';
const people: LdapPerson[] = [
  { uid: '20010001', cn: '王小明', password, mobile: ['0451-8641 2345 x', '138 0013 8000'] },
  { uid: '20010002', cn: '李芳', password, ou: '航天学院' },
  { uid: '20010003', cn: 'One', password },
  { uid: '20010003', cn: 'Two', password, under: 'retired' },
];

function directoryOn(
  server: LdapServer,
  options: Partial<LdapOptions> = {},
): PasswordDirectory & { warnings: string[] } {
  const warnings: string[] = [];
  const directory = ldapDirectory({
    name: 'ldap',
    url: server.url,
    startTls: false,
    ca: null,
    timeoutMs: 6000,
    bindDn: server.bindDn,
    bindPassword: server.bindPassword,
    baseDn: server.baseDn,
    filter: '(objectClass=person)',
    groupFilter: '',
    subject: 'entryUUID',
    attributes: {
      number: ['uid'],
      name: ['displayName', 'cn'],
      department: ['ou'],
      phone: ['mobile'],
    },
    warn: (_facts, message) => void warnings.push(message),
    ...options,
  });
  return { ...directory, warnings };
}

async function unavailable(t: ExecutionContext, work: Promise<unknown>): Promise<string> {
  const error = await t.throwsAsync(work);
  t.true(isAppError(error, 'directory_unavailable'), String(error));
  const { details, cause } = error as { details?: Record<string, unknown>; cause?: unknown };
  t.is(details?.retryAfterSeconds, 300);
  return String(cause);
}

test('a person is who LDAP says, by a subject that does not change', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const directory = directoryOn(await startLdap(t, people));
  const identity = await directory.authenticate('20010001', password);
  t.regex(identity?.subject ?? '', /^[\da-f-]{36}$/);
  t.deepEqual(
    { ...identity, subject: '' },
    {
      directory: 'ldap',
      subject: '',
      number: '20010001',
      name: '王小明',
      department: '图书馆',
      phone: '+8613800138000',
    },
  );
  t.is((await directory.authenticate('20010002', password))?.phone, null);
  t.is(await directory.authenticate('20010001', 'another'), null);
  t.is(await directory.authenticate('29999999', password), null);
});

test('an empty password, a wild card and a filter in the number open nothing', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const directory = directoryOn(await startLdap(t, people));
  t.is(await directory.authenticate('20010001', ''), null);
  const attacks = [
    '*',
    '2001000*',
    '20010001)(uid=*',
    '*)(uid=*))(|(uid=*',
    '\\2a',
    '20010001\\',
    '(|',
    '20010001,ou=people',
    'uid=20010001,ou=people,dc=example,dc=edu',
  ];
  for (const number of attacks) t.is(await directory.authenticate(number, password), null, number);
  t.deepEqual(directory.warnings, []);
});

test('a number of two entries signs nobody in, and the operator is told', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const directory = directoryOn(await startLdap(t, people));
  t.is(await directory.authenticate('20010003', password), null);
  t.is(directory.warnings.length, 1);
});

test('who is in no group that the filter asks for does not enter', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const server = await startLdap(t, people, { members: ['20010001'] });
  const groupFilter = '(&(objectClass=groupOfNames)(cn=app)(member={dn}))';
  const directory = directoryOn(server, { groupFilter });
  t.truthy(await directory.authenticate('20010001', password));
  t.is(await directory.authenticate('20010002', password), null);
  const narrow = directoryOn(server, { filter: '(ou=航天学院)' });
  t.is(await narrow.authenticate('20010001', password), null);
  t.truthy(await narrow.authenticate('20010002', password));
});

test('LDAPS and StartTLS want a certificate of the named authority and host', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const server = await startLdap(t, people);
  const ca = await readFile(server.caFile, 'utf8');
  const secured = [
    { url: server.secureUrl, startTls: false },
    { url: server.url, startTls: true },
  ];
  for (const way of secured) {
    t.truthy(await directoryOn(server, { ...way, ca }).authenticate('20010001', password));
    const untrusted = directoryOn(server, way).authenticate('20010001', password);
    t.regex(await unavailable(t, untrusted), /certificate/);
    const elsewhere = { ...way, url: way.url.replace('localhost', '127.0.0.1'), ca };
    const misnamed = directoryOn(server, elsewhere).authenticate('20010001', password);
    t.regex(await unavailable(t, misnamed), /altnames|IP: 127/i);
  }
});

test('a server that is down, hangs or refuses the service account is unavailable, soon', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const server = await startLdap(t, people);
  const quick = directoryOn(server, { timeoutMs: 400 });
  const misled = directoryOn(server, { bindPassword: 'not the password' });
  t.regex(await unavailable(t, misled.authenticate('20010001', password)), /Invalid/i);
  const lost = directoryOn(server, { baseDn: 'dc=nowhere' });
  await unavailable(t, lost.authenticate('20010001', password));
  server.signal('SIGSTOP');
  const began = performance.now();
  await unavailable(t, quick.authenticate('20010001', password));
  t.true(performance.now() - began < 2000);
  await server.stop();
  await unavailable(t, quick.authenticate('20010001', password));
  await server.start();
  t.truthy(await directoryOn(server).authenticate('20010001', password));
});

test('a listing is whole, page by page, or it is refused', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const many = Array.from({ length: 120 }, (_, index) => ({
    uid: String(30_000_000 + index),
    cn: 'Many',
    password,
  }));
  const service = 'limits dn.exact="cn=slipway,dc=example,dc=edu"';
  const whole = await startLdap(t, many, { limits: `${service} size.prtotal=unlimited` });
  t.is((await directoryOn(whole).listSubjects?.())?.size, 120);
  const cut = await startLdap(t, many, { limits: 'sizelimit 50' });
  const listing = directoryOn(cut).listSubjects?.() ?? Promise.resolve();
  t.regex(await unavailable(t, listing), /size\.prtotal/);
});

test('the operator asks who left, and hears of a directory that is down', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const server = await startLdap(t, people);
  const env = {
    STORAGE_DIR: await temporaryFolder(t),
    DIRECTORIES: 'roster,ldap',
    LDAP_URL: server.url,
    LDAP_BASE_DN: server.baseDn,
    LDAP_BIND_DN: server.bindDn,
    LDAP_BIND_PASSWORD: server.bindPassword,
  };
  const args = ['directory', 'departures', '--dry-run', '--json'];
  const { status, json } = await slipway(args, { env });
  t.is(status, 0);
  t.deepEqual(json(), { dryRun: true, present: people.length, departed: [], returned: [] });
  t.is((await slipway(args, { env: { ...env, DIRECTORIES: 'roster' } })).status, 2);
  await server.stop();
  const down = await slipway(args, { env });
  t.is(down.status, 1);
  t.like(down.json(), { code: 'directory_unavailable' });
});

test.serial('an unknown number takes as long as a wrong password', async (t) => {
  if (!haveTools(t, 'slapd', 'slapadd')) return;
  const directory = directoryOn(await startLdap(t, people));
  const times = { '20010001': [] as number[], '29999999': [] as number[] };
  for (let round = 0; round < 61; round += 1) {
    for (const number of ['20010001', '29999999'] as const) {
      const began = performance.now();
      await directory.authenticate(number, 'wrong');
      times[number].push(performance.now() - began);
    }
  }
  const median = (list: number[]) => list.sort((a, b) => a - b)[30] ?? 0;
  const [known, unknown] = [median(times['20010001']), median(times['29999999'])];
  t.log(`known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`);
  t.true(Math.abs(known - unknown) < Math.max(known, unknown) / 2);
});
