import test from 'ava';
import { furnish, page, post, signedIn } from '../../helpers/console.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let anna: Client;
let bert: Client;
let eve: Client;
let android: number;

test.before(async () => {
  server = await startServer(scope);
  anna = await signedIn(server);
  bert = await signedIn(server, 'bert');
  eve = await signedIn(server, 'eve', 'engineer');
  ({ android } = await furnish(server));
});

test.serial(
  'a rollout is started at a part, grown, paused and halted on the release page',
  async (t) => {
    const fields = { channel: 'beta', notes: 'Try it', percent: '5', notesZh: '试用' };
    const published = await post(eve, `/console/builds/${android}`, fields);
    t.is(published.status, 303);
    const passport = await page(anna, `/console/builds/${android}?channel=beta`);
    t.regex(passport.text, /Offered to 5 %/);
    const href = /href="(\/console\/releases\/\d+)">Manage/.exec(passport.text)?.[1] ?? '';
    const change = (act: string, percent = '5') =>
      post(eve, `${href}/rollout`, { percent, act }, href);
    t.is((await change('grow', '20')).status, 303);
    const shrunk = await change('grow', '10');
    t.is(shrunk.status, 400);
    t.regex(shrunk.text, /A rollout only grows/);
    t.is((await change('pause', '20')).status, 303);
    t.regex((await page(eve, href)).text, /Paused at 20 %/);
    t.is((await change('resume', '20')).status, 303);
    t.is((await change('halt', '20')).status, 303);
    t.regex((await page(eve, href)).text, /The rollout is over\. It had come to 20 %/);
    t.is(
      (await post(eve, `${href}/rollout`, { percent: '0', act: 'grow' }, '/console/password'))
        .status,
      400,
    );
  },
);

test.serial(
  'a channel is given to departments, groups and numbers, by administrators',
  async (t) => {
    await post(anna, '/console/groups', {
      name: 'Testers',
      numbers: '20010001, 20010002\n20010009',
    });
    t.regex(
      (await page(anna, '/console/groups')).text,
      /Testers<\/a><\/td><td class="number"[^>]*>3</,
    );
    const path = '/console/apps/campus/channels/beta';
    const fields = {
      audience: 'granted',
      departments: '物理学院\n计算学部',
      groups: 'Testers',
      numbers: '20010003',
    };
    t.is((await post(anna, path, fields)).status, 303);
    t.regex((await page(anna, '/console/apps/campus')).text, /Certain people \(4\)/);
    const { text } = await page(anna, path);
    t.regex(text, />物理学院\n计算学部<\/textarea>/);
    t.regex(text, /value="Testers" checked/);
    t.is((await page(eve, path)).status, 403);
    t.is((await post(anna, path, { ...fields, groups: 'Nobody' })).status, 404);
    await post(anna, '/console/groups/remove', { name: 'Testers' }, '/console/groups');
    t.notRegex((await page(anna, path)).text, /Testers/);
  },
);

test.serial(
  'where a channel asks for it one administrator asks and another approves',
  async (t) => {
    const path = '/console/apps/campus/channels/pilot';
    await post(anna, path, { audience: 'registered', approval: 'yes' });
    const asked = await post(anna, `/console/builds/${android}`, { channel: 'pilot', notes: 'x' });
    t.regex(asked.headers.location ?? '', /notice=asked/);
    const own = await page(anna, '/console/requests');
    t.regex(own.text, /Waiting for approval/);
    t.notRegex(own.text, /id="approve-/);
    const id = /id="approve-(\d+)"/.exec((await page(bert, '/console/requests')).text)?.[1];
    const own2 = await post(anna, `/console/requests/${id}/approve`, {}, '/console/requests');
    t.is(own2.status, 403);
    t.regex(own2.text, /Let another administrator do so/);
    t.is(
      (await post(bert, `/console/requests/${id}/approve`, {}, '/console/requests')).status,
      303,
    );
    t.regex((await page(eve, '/console/requests')).text, /Published/);
  },
);

test.serial('a recall tells those who hold a release, who are listed and exported', async (t) => {
  const path = '/console/releases/2';
  t.regex((await page(anna, path)).text, /20010001[\s\S]*Still this one/);
  const csv = await page(anna, `${path}/holders.csv`);
  t.regex(csv.text, /number,name,department,downloaded_at,has_since\r\n20010001,张三丰,物理学院,/);
  t.is((await page(eve, `${path}/holders.csv`)).status, 403);
  const recall = (fields: Record<string, string>) =>
    post(eve, `${path}/recall`, { slug: 'campus', zh: '', en: '', replacement: '', ...fields });
  t.is((await recall({ en: 'Delete it.', slug: 'compass' })).status, 400);
  const silent = await recall({});
  t.is(silent.status, 400);
  t.regex(silent.text, /id="problem-zh"/);
  t.is((await recall({ en: 'Delete it.' })).status, 303);
  t.regex((await page(anna, path)).text, /Recalled[\s\S]*Delete it\./);
});

test.serial('the oldest supported version is set on the page of the app', async (t) => {
  const path = '/console/apps/campus/platforms/android';
  t.is((await post(anna, path, { minimum: '2001' }, '/console/apps/campus')).status, 303);
  t.regex(
    (await page(anna, '/console/apps/campus')).text,
    /Oldest supported version: <span class="tabular">2001/,
  );
  t.is((await post(anna, path, { minimum: 'x' }, '/console/apps/campus')).status, 400);
});
