import test from 'ava';
import { createApp } from '../../../src/apps/apps.js';
import { AuditEntry } from '../../../src/audit/model.js';
import { RosterEntry } from '../../../src/identity/model.js';
import { page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let anna: Client;

test.before(async () => {
  server = await startServer(scope);
  anna = await signedIn(server);
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
});

const header = 'number,name,department,phone,password,activation_code\n';

async function send(csv: string, fields: Record<string, string> = {}) {
  const form = await page(anna, '/console/roster/import');
  const csrf = /name="csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
  const file = { name: 'people.csv', bytes: Buffer.from(csv) };
  const language = { 'Accept-Language': 'en' };
  return anna.postFile('/console/roster/import', file, { csrf, ...fields }, language);
}

const shownIn = (text: string) => /name="shown" value="([^"]+)"/.exec(text)?.[1] ?? '';

test.serial(
  'a file is shown first, imported second, and only the one that was shown',
  async (t) => {
    const csv = `${header}5001,王小明,计算学部,138 0013 8501,lantern-harbour-41,\n5002,李芳,航天学院,,,\n`;
    const first = await send(csv);
    t.is(first.status, 200);
    t.regex(first.text, /2 added, 0 updated/);
    t.is(await RosterEntry.count(), 0);
    t.false(first.text.includes('lantern'));
    const other = await send(`${csv}5003,陈静,图书馆,,,\n`, { shown: shownIn(first.text) });
    t.regex(other.text, /3 added/);
    t.is(await RosterEntry.count(), 0);
    const done = await send(csv, { shown: shownIn(first.text) });
    t.regex(done.text, /Imported: 2 added/);
    t.is(await RosterEntry.count(), 2);
  },
);

test.serial(
  'old and new stand side by side, phones masked, and departures are named',
  async (t) => {
    const csv = `${header}5001,王晓明,计算学部,139 0013 8501,,\n`;
    const shown = await send(csv, { departures: 'yes' });
    t.regex(shown.text, /Name: 王小明 → 王晓明/);
    t.regex(shown.text, /Phone: 138 \*\*\*\* 8501 → 139 \*\*\*\* 8501/);
    t.regex(shown.text, /5002/);
    const without = await send(csv, { shown: shownIn(shown.text) });
    t.regex(without.text, /name="shown"/, 'departures were shown, and are not asked for now');
    await send(csv, { departures: 'yes', shown: shownIn(shown.text) });
    const gone = await RosterEntry.findOne({ where: { number: '5002' } });
    t.not(gone?.departedAt ?? null, null);
  },
);

test.serial('a file that is no roster, or none, is told on the page', async (t) => {
  for (const csv of ['', 'a,b\n1,2\n', `${header},nobody,,,,\n`]) {
    const { status, text } = await send(csv);
    t.is(status, 400, csv);
    t.regex(text, /id="problems"/);
  }
});

const codesIn = (text: string) =>
  [...text.matchAll(/class="code">([^<]+)</g)].map(([, code = '']) => code);

test.serial(
  'letters are made for who has neither password nor code, shown once, and sign in',
  async (t) => {
    await server.roster(
      `${header}5101,<b>张伟</b>,后勤处,138 0013 8601,,\n5102,刘洋,,,,K7MQ-3XWD-9HTR\n`,
    );
    const made = await post(anna, '/console/roster/letters', { app: 'campus' });
    t.is(made.status, 200);
    const [code = '', ...others] = codesIn(made.text);
    t.regex(code, /^[ACDEFGHJKMNPQRTUVWXY34679]{4}(-[ACDEFGHJKMNPQRTUVWXY34679]{4}){2}$/);
    t.deepEqual(others, []);
    t.false(made.text.includes('<b>张伟'));
    t.regex(made.text, new RegExp(`${server.url.replace('https://', '')}/a/campus`));
    t.is(made.headers['cache-control'], 'no-store');
    const person = server.client();
    const fields = { number: '5101', password: code.toLowerCase().replaceAll('-', ' ') };
    t.is((await person.postForm('/a/campus/register', fields)).status, 303);
    const again = await post(anna, '/console/roster/letters', { app: 'campus' });
    t.is(again.status, 400);
    t.regex(again.text, /nobody to write to/);
    const entry = await AuditEntry.findOne({ where: { action: 'roster.codes' } });
    t.is(entry?.actor, 'admin:anna');
    t.false(JSON.stringify(entry).includes(code));
  },
);

test.serial('a lost letter is written anew, and the old code is dead', async (t) => {
  const make = () =>
    post(anna, '/console/roster/letters', { app: 'campus', numbers: '5101，5102' });
  const old = codesIn((await make()).text);
  const fresh = codesIn((await make()).text);
  t.is(fresh.length, 2);
  const tryWith = async (password = '') =>
    (await server.client().postForm('/a/campus/register', { number: '5101', password })).status;
  t.is(await tryWith(old[0]), 401);
  t.is(await tryWith(fresh[0]), 303);
});
