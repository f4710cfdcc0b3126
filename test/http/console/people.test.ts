import test from 'ava';
import { findApiToken } from '../../../src/accounts/api-tokens.js';
import { AuditEntry } from '../../../src/audit/model.js';
import { furnish, page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let client: Client;

test.before(async () => {
  server = await startServer(scope);
  client = await signedIn(server);
  await furnish(server);
});

async function lastAudit(): Promise<string> {
  const entry = await AuditEntry.findOne({ order: [['id', 'DESC']] });
  return `${entry?.actor} ${entry?.action} ${entry?.subject}`;
}

test.serial('people are found by number, name and state; a phone is masked', async (t) => {
  const all = await page(client, '/console/people');
  for (const number of ['20010001', '20010002', '20010003', '20010004'])
    t.true(all.text.includes(number));
  t.regex(all.text, /138 \*\*\*\* 8000/);
  const suspended = await page(client, '/console/people?state=suspended');
  t.regex(suspended.text, /20010003/);
  t.notRegex(suspended.text, /20010001/);
  t.regex((await page(client, '/console/people?state=unbound')).text, /20010004/);
  t.notRegex((await page(client, '/console/people?state=not-activated')).text, /2001000/);
  const found = await page(client, `/console/people?search=${encodeURIComponent('慕白')}`);
  t.regex(found.text, /20010002/);
  t.notRegex(found.text, /20010001/);
});

test.serial(
  'a person is suspended, reinstated and their phone unbound, each on record',
  async (t) => {
    const formPath = '/console/people/1';
    const act = async (name: string, fields = {}) =>
      (await post(client, `${formPath}/${name}`, fields, formPath)).status;
    t.is(await act('suspend'), 303);
    t.is(await lastAudit(), 'admin:anna registration.suspend user:20010001');
    t.regex((await page(client, formPath)).text, /id="reinstate"/);
    t.is(await act('reinstate'), 303);
    t.is(await lastAudit(), 'admin:anna registration.reinstate user:20010001');
    t.is(await act('unbind-phone'), 400);
    t.is(await act('unbind-phone', { reason: 'SIM card stolen' }), 303);
    t.is(await lastAudit(), 'admin:anna registration.unbind-phone user:20010001');
    t.regex((await page(client, formPath)).text, /Phone unbound/);
  },
);

test.serial('a person page shows what they fetched', async (t) => {
  const { text } = await page(client, '/console/people/2');
  t.regex(text, /2\.1\.0 \(2100\)[\s\S]*Download began/);
  t.notRegex(text, /Download complete/);
});

test.serial('no page and no export shows a whole phone number', async (t) => {
  const paths = [
    '/console',
    '/console/people',
    '/console/people.csv',
    '/console/people/2',
    '/console/audit',
    '/console/audit.csv',
    '/console/builds/2',
  ];
  for (const path of paths) {
    const { status, text } = await page(client, path);
    t.is(status, 200, path);
    t.notRegex(text.replace(/\s/g, ''), /1380013800/, path);
  }
});

test.serial('an export keeps the filters and has every line', async (t) => {
  const answer = await page(client, '/console/people.csv?state=suspended');
  t.is(answer.headers['content-type'], 'text/csv; charset=utf-8');
  t.true(answer.text.startsWith('\uFEFF'));
  const lines = answer.text.slice(1).trimEnd().split('\r\n');
  t.is(lines[0], 'number,name,department,phone,state,activated_at');
  t.is(lines.length, 2);
  t.regex(lines[1] ?? '', /^20010003,王安石,物理学院,138 \*\*\*\* 8002,suspended,/);
});

test.serial('a token is shown once, works, and is dead once revoked', async (t) => {
  const form = { name: 'ci', scopes: 'upload' };
  const made = await post(client, '/console/tokens', form);
  const text = /slw_[\w-]{43}/.exec(made.text)?.[0] ?? '';
  t.true(made.text.includes(`SLIPWAY_TOKEN=${text} npx slipway upload app.apk`));
  t.deepEqual((await findApiToken(text, new Date()))?.scopes, ['upload']);
  const list = await page(client, '/console/tokens');
  t.false(list.text.includes(text));
  t.true(list.text.includes(text.slice(-4)));
  await post(client, '/console/tokens/1/revoke', {}, '/console/tokens');
  t.is(await findApiToken(text, new Date()), null);
  t.regex((await page(client, '/console/tokens')).text, /Revoked/);
});

test.serial('a token without a scope is not made', async (t) => {
  const answer = await post(client, '/console/tokens', { name: 'none' });
  t.is(answer.status, 400);
  t.regex(answer.text, /Choose at least one scope/);
});

test.serial(
  'the organisation is kept as typed, and an address that is none is told at its field',
  async (t) => {
    const fields = { 'name-zh': '哈尔滨工业大学', 'name-en': 'HIT', helpTelephone: '0451-8641' };
    const wrong = { ...fields, resetPasswordUrl: 'javascript:alert(1)' };
    const refused = await post(client, '/console/organisation', wrong);
    t.is(refused.status, 400);
    t.regex(refused.text, /id="problem-resetPasswordUrl"/);
    t.regex(refused.text, /value="哈尔滨工业大学"/);
    t.is((await post(client, '/console/organisation', fields)).status, 303);
    t.regex((await page(client, '/console/organisation')).text, /value="0451-8641"/);
  },
);

test.serial('a form with fields inside of fields is refused as none of ours', async (t) => {
  const answer = await post(client, '/console/organisation', { 'name[zh]': 'x' });
  t.is(answer.status, 400);
});

test.serial('the audit trail says that it is whole, and where it was changed', async (t) => {
  t.regex((await page(client, '/console/audit')).text, /none was changed/);
  const filtered = await page(
    client,
    '/console/audit?action=registration.suspend&subject=user:20010003',
  );
  t.regex(filtered.text, /1–1 of 1/);
  await AuditEntry.update({ actor: 'nobody' }, { where: { id: 5 } });
  t.regex((await page(client, '/console/audit')).text, /From entry 5 on/);
});
