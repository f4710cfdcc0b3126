import test from 'ava';
import { AuditEntry } from '../../../src/audit/model.js';
import { HelpSession } from '../../../src/helping/model.js';
import { sweepHelp } from '../../../src/helping/sessions.js';
import { signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const password = 'a password of hers';
let server: TestServer;
let now = new Date();

test.before(async () => {
  server = await startServer(scope, { now: () => now });
  await publishSample(server, { platform: 'ios' });
});

function enrol(row: string): Promise<unknown> {
  return server.roster(`number,name,phone,password\n${row},${password}\n`);
}

const iphone = { Accept: 'text/html', 'Accept-Language': 'en', 'User-Agent': userAgents.iphone };

function post(client: Client, path: string, fields: Record<string, string> = {}, formPath = path) {
  return client.postForm(path, fields, { formPath, headers: iphone });
}

async function step(client: Client, path: string): Promise<string> {
  const { text } = await client.get(path, iphone);
  return /data-step="([a-z]+)"/.exec(text)?.[1] ?? '';
}

async function begin(owner: Client): Promise<string> {
  await post(owner, '/a/campus/helped');
  const { text } = await owner.get('/a/campus/helped', iphone);
  return /id="code">([\d ]+)</.exec(text)?.[1] ?? '';
}

async function joined(): Promise<{ owner: Client; helper: Client }> {
  const [owner, helper] = [server.client(), server.client()];
  const code = await begin(owner);
  t303(await post(helper, '/a/campus/helping', { code }));
  return { owner, helper };
}

function t303({ status }: { status: number }): void {
  if (status !== 303) throw new Error(`answered ${status}`);
}

test.serial(
  'a helper leads from the code to the install steps and never sees a password',
  async (t) => {
    await enrol('20010001,王秀英,13800138000');
    const [owner, helper] = [server.client(), server.client()];
    t.is(await step(owner, '/a/campus/helped'), 'begin');
    const code = await begin(owner);
    t.regex(code, /^\d{4} \d{4}$/);
    t.is(await step(owner, '/a/campus/helped'), 'waiting');

    t303(await post(helper, '/a/campus/helping', { code: code.replace(' ', '') }));
    t.is(await step(helper, '/a/campus/helping'), 'number');
    t.is(await step(owner, '/a/campus/helped'), 'joined');

    t303(
      await post(
        helper,
        '/a/campus/helping/number',
        { number: '２００１０００１' },
        '/a/campus/helping',
      ),
    );
    t.is(await step(helper, '/a/campus/helping'), 'password');
    const asked = await owner.get('/a/campus/helped', iphone);
    t.true(asked.text.includes('id="number">20010001<'));
    const onward = /id="go-on" href="([^"]+)"/.exec(asked.text)?.[1] ?? '';
    const form = await owner.get(onward, iphone);
    t.true(form.text.includes('name="number" value="20010001"'));

    t303(await post(owner, '/a/campus/register', { number: '20010001', password }));
    await owner.get('/a/campus/confirm', iphone);
    t.is(await step(helper, '/a/campus/helping'), 'confirm');
    const seen = (await helper.get('/a/campus/helping', iphone)).text;
    t.false(seen.includes('王秀英') || seen.includes('8000'), 'details stay on the owner’s screen');

    t303(await post(owner, '/a/campus/confirm'));
    t.is(await step(helper, '/a/campus/helping'), 'registered');
    const steps = (await helper.get('/a/campus/helping', iphone)).text;
    t.true(steps.includes('Install on this iPhone'));

    const entry = await AuditEntry.findOne({ where: { action: 'help.sign-in' } });
    t.is(entry?.subject, 'user:20010001');
    t.is((entry?.details as { helper?: string } | undefined)?.helper, 'unknown');
  },
);

test.serial('a helper of the help desk is named in the audit trail', async (t) => {
  await enrol('20010002,李国强,13800138001');
  const owner = server.client();
  const helper = await signedIn(server);
  t303(await post(helper, '/a/campus/helping', { code: await begin(owner) }));
  t303(await post(owner, '/a/campus/register', { number: '20010002', password }));
  await owner.get('/a/campus/confirm', iphone);
  const entry = await AuditEntry.findOne({
    where: { subject: 'user:20010002', action: 'help.sign-in' },
  });
  t.is((entry?.details as { helper?: string } | undefined)?.helper, 'admin:anna');
});

test.serial('typing a number tells the helper nothing of whose it is', async (t) => {
  const { helper } = await joined();
  const pages = [];
  for (const number of ['20010001', '99999999']) {
    t303(await post(helper, '/a/campus/helping/number', { number }, '/a/campus/helping'));
    const { text } = await helper.get('/a/campus/helping', iphone);
    pages.push(text.replaceAll(number, '').replace(/value="[^"]*\.[^"]*"/g, ''));
  }
  t.is(pages[0], pages[1]);
});

test.serial('of fifty who know the code one joins', async (t) => {
  const code = await begin(server.client());
  const helpers = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const helper = server.client();
      await helper.get('/a/campus/helping', iphone);
      return post(helper, '/a/campus/helping', { code });
    }),
  );
  t.is(helpers.filter(({ status }) => status === 303).length, 1);
  t.is(helpers.filter(({ status }) => status === 404).length, 49);
});

test.serial('a code is guessed ten times, then has to wait', async (t) => {
  const helper = server.client();
  const statuses = [];
  for (let tries = 0; tries < 11; tries += 1) {
    statuses.push((await post(helper, '/a/campus/helping', { code: `0000 000${tries}` })).status);
  }
  t.deepEqual(statuses, [...Array(10).fill(404), 429]);
});

test.serial('either screen ends it, and time does', async (t) => {
  const first = await joined();
  t303(await post(first.owner, '/a/campus/helped/end', {}, '/a/campus/helped'));
  t.is(await step(first.helper, '/a/campus/helping'), 'code');
  const second = await joined();
  t303(await post(second.helper, '/a/campus/helping/end', {}, '/a/campus/helping'));
  t.is(await step(second.owner, '/a/campus/helped'), 'begin');
  const third = await joined();
  now = new Date(now.getTime() + 61 * 60 * 1000);
  t.is(await step(third.helper, '/a/campus/helping'), 'code');
  t.is(await step(third.owner, '/a/campus/helped'), 'begin');
  await sweepHelp(now);
  t.is(await HelpSession.count(), 0);
});

test.serial(
  'no page of either screen holds a field for a password or a code of the phone',
  async (t) => {
    const { owner, helper } = await joined();
    for (const [client, path] of [
      [owner, '/a/campus/helped'],
      [helper, '/a/campus/helping'],
    ] as const) {
      const { text } = await client.get(path, iphone);
      t.notRegex(text, /type="password"|one-time-code/);
    }
  },
);

test.serial('one screen cannot take the places of all who wait for help', async (t) => {
  const owner = server.client();
  for (let asked = 0; asked < 10; asked += 1) {
    t.is((await post(owner, '/a/campus/helped')).status, 303);
  }
  t.is((await post(owner, '/a/campus/helped')).status, 429);
});
