import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { Grant, Group } from '../../../src/access/model.js';
import { createApiToken } from '../../../src/accounts/api-tokens.js';
import { User } from '../../../src/accounts/model.js';
import { App, PolicyException } from '../../../src/apps/model.js';
import { Build, Refused } from '../../../src/builds/model.js';
import { readOrganisation, saveOrganisation } from '../../../src/organisation/settings.js';
import { Release } from '../../../src/releases/model.js';
import { PublishRequest } from '../../../src/releases/request-model.js';
import { isTextKey } from '../../../src/texts/translate.js';
import { furnish, page, post, signedIn } from '../../helpers/console.js';
import { startServer } from '../../helpers/server.js';

const hostile = `"'><script>alert(1)</script>&amp;{name}<img src=x onerror=alert(2)>`;
const paths = [
  '/console',
  '/console/apps',
  '/console/new-app',
  '/console/apps/campus',
  '/console/builds',
  '/console/upload',
  '/console/builds/1',
  '/console/builds/2',
  '/console/builds/3',
  '/console/builds/2/compare/1',
  '/console/builds/3/compare/1',
  '/console/releases/2/withdraw',
  '/console/releases/2',
  '/console/releases/2/recall',
  '/console/apps/campus/channels/production',
  '/console/groups?name=x',
  '/console/requests',
  '/console/refusals',
  '/console/people',
  '/console/people/1',
  '/console/phones',
  '/console/roster/import',
  '/console/roster/letters',
  '/console/tokens',
  '/console/administrators',
  '/console/organisation',
  '/console/audit',
  '/console/password',
];

test.serial('names that are markup stay text on every page, in both languages', async (t) => {
  const server = await startServer(t);
  const client = await signedIn(server);
  await furnish(server);
  await App.update({ name: hostile }, { where: {} });
  await User.update({ name: hostile, department: hostile, number: hostile }, { where: {} });
  await Release.update({ notes: hostile, publishedBy: hostile }, { where: {} });
  await Refused.update({ fileName: hostile, detail: hostile, createdBy: hostile }, { where: {} });
  for (const build of await Build.findAll()) {
    const artifact = {
      ...build.artifact,
      displayName: hostile,
      labels: { '': `${hostile}${build.id}`, [hostile]: `${hostile}${build.id}` },
      permissions: [hostile, `${hostile}${build.id}`],
      entitlements: { [hostile]: `${hostile}${build.id}`, [`${hostile}${build.id}`]: hostile },
      abis: [hostile],
    };
    const exceptions = [{ code: hostile, reason: hostile, by: hostile }];
    const facts = { fileName: hostile, version: hostile, createdBy: hostile };
    await build.update({ artifact, exceptions, ...facts });
  }
  await Release.update({ recallTexts: { zh: hostile, en: hostile } }, { where: { id: 2 } });
  await Group.create({ name: hostile, createdBy: hostile });
  await Grant.create({ channelId: 1, kind: 'group', value: hostile, createdBy: hostile });
  await Grant.create({ channelId: 1, kind: 'person', value: hostile, createdBy: hostile });
  await PublishRequest.create({
    channelId: 1,
    buildId: 1,
    publication: { notes: hostile, confirm: [] },
    state: 'failed',
    scheduledAt: null,
    requestedBy: hostile,
    requestedPerson: hostile,
    requestedAt: new Date(),
    failure: hostile,
  });
  await PolicyException.create({ appId: 1, code: hostile, reason: hostile, createdBy: hostile });
  const organisation = { ...(await readOrganisation()), helpTelephone: hostile };
  await saveOrganisation(server.services, { organisation, actor: hostile });
  await createApiToken(server.services, { name: hostile, scopes: ['read'], createdBy: hostile });
  for (const locale of ['zh', 'en'] as const) {
    for (const path of paths) {
      const { status, text } = await page(client, `${path}?lang=${locale}`);
      t.is(status, 200, path);
      t.notRegex(text, /<script>|<img src=x/, path);
      t.notRegex(text, /undefined|\[object |NaN/, path);
      t.notRegex(text, / style=| on\w+="/, path);
      for (const form of text.match(/<form method="post"[\s\S]*?<\/form>/g) ?? []) {
        t.regex(form, /name="csrf" value="[^"]+"/, path);
      }
    }
  }
});

test.serial('what is typed into a form comes back as text, and a secret not at all', async (t) => {
  const server = await startServer(t);
  const client = await signedIn(server);
  await furnish(server);
  const secret = 'a secret of mine';
  const forms: [path: string, fields: Record<string, string>][] = [
    ['/console/sign-in', { name: hostile.slice(0, 60), password: secret }],
    ['/console/new-app', { name: hostile, slug: hostile.slice(0, 40) }],
    ['/console/apps/campus/policy-exceptions', { refusal: hostile, reason: hostile }],
    ['/console/builds/1', { channel: hostile.slice(0, 40), notes: hostile }],
    ['/console/releases/1/withdraw', { slug: hostile.slice(0, 40) }],
    ['/console/tokens', { name: hostile }],
    ['/console/administrators', { name: hostile, password: secret, role: 'admin' }],
    ['/console/password', { current: secret, password: secret, repeated: secret }],
    ['/console/organisation', { 'name-zh': hostile, resetPasswordUrl: hostile }],
  ];
  for (const [path, fields] of forms) {
    const formPath = path.replace('/policy-exceptions', '');
    const { status, text } = await post(client, path, fields, formPath);
    t.true([400, 401].includes(status), `${path}: ${status}`);
    t.notRegex(text, /<script>|<img src=x/, path);
    t.regex(text, /id="problems"/, path);
    t.false(text.includes(secret), path);
  }
});

test('a template names only texts that there are, and puts nothing in unescaped but its parts', async (t) => {
  for (const template of await templates()) {
    const text = await readFile(template, 'utf8');
    for (const [, key = ''] of text.matchAll(/\bt\('([^']+)'[,)]/g)) {
      t.true(isTextKey(key), `${template}: ${key}`);
    }
    for (const [raw] of text.matchAll(/<%~.*?%>/g)) {
      t.regex(raw, /^<%~ (include\(|it\.body )/, template);
    }
  }
});

async function templates(): Promise<string[]> {
  const folders = ['templates/console', 'templates/console/parts'];
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  const files = found.flat().filter((name) => name.endsWith('.eta'));
  return [...files, 'templates/layouts/console.eta'];
}
