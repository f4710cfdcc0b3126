import test from 'ava';
import { findApp } from '../../../src/apps/apps.js';
import { blankTexts, saveEdition } from '../../../src/guides/editions.js';
import { blankOrganisation, saveOrganisation } from '../../../src/organisation/settings.js';
import { currentReleases } from '../../../src/releases/queries.js';
import { withdrawRelease } from '../../../src/releases/withdraw.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import { page, post, signedIn } from '../../helpers/console.js';
import { publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const concerns = ['signer_changed', 'team_changed', 'profile_kind_changed', 'expires_soon'];
const scope = fileScope(test);
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  await publishSample(server, { platform: 'ios' });
});

function read(path: string, locale: 'zh' | 'en' = 'zh') {
  const headers = {
    Accept: 'text/html',
    'Accept-Language': locale,
    'User-Agent': userAgents.iphone,
  };
  return server.client().get(path, headers);
}

async function revision(path = '/a/campus/guide'): Promise<number> {
  const { text } = await read(path);
  return Number(/文档版本 (\d+)/.exec(text)?.[1]);
}

test.serial(
  'the guide has the parts of the printed one, in both languages, for anyone',
  async (t) => {
    const chinese = (await read('/a/campus/guide')).text;
    for (const words of [
      '概述',
      '账号和密码',
      '第一步：注册',
      '第二步：安装（iPhone',
      '第三步：登录',
    ]) {
      t.true(chinese.includes(words), words);
    }
    const english = (await read('/a/campus/guide', 'en')).text;
    for (const words of ['Overview', 'Your account', 'Step 1: register', 'Step 3: sign in']) {
      t.true(english.includes(words), words);
    }
  },
);

test.serial('its buttons are called what the pages call them', async (t) => {
  const guide = (await read('/a/campus/guide')).text;
  const landing = (await read('/a/campus')).text;
  const register = (await read('/a/campus/register')).text;
  for (const [text, id] of [
    [landing, 'register'],
    [register, 'sign-in'],
  ] as const) {
    const button = new RegExp(`id="${id}"[^>]*>([^<]+)<`).exec(text)?.[1] ?? '?';
    t.true(guide.includes(`「${button}」`), button);
  }
});

test.serial(
  'number and date stay while the content stays, also after another release',
  async (t) => {
    const before = await revision();
    const file = buildIpa({ version: '9.9.9', versionCode: '9999' });
    await publishSample(server, { platform: 'ios', file, confirm: concerns });
    t.is(await revision(), before);
    t.is(await revision(), before);
  },
);

test.serial(
  'an older print is told which parts have changed, and the newest nothing',
  async (t) => {
    const before = await revision();
    t.false((await read(`/a/campus?g=${before}`)).text.includes('id="guide-changed"'));
    await publishSample(server, { platform: 'android' });
    t.is(await revision(), before + 1);
    const { text } = await read(`/a/campus?g=${before}`, 'en');
    const changes = /id="guide-changed">[\s\S]+?<\/ul>/.exec(text)?.[0] ?? '';
    t.true(changes.includes('Step 2: install (Android'), text);
    t.true(changes.includes('Overview'));
    t.false(changes.includes('Your account'));
    for (const odd of ['999', '0', '-1', 'x', '1-1', '../1', '1&g=2']) {
      const answer = await read(`/a/campus?g=${odd}`);
      t.is(answer.status, 200, odd);
      t.false(answer.text.includes('id="guide-changed"'), odd);
    }
  },
);

test.serial('what the operator wrote stands in the guide, and makes a revision', async (t) => {
  const before = await revision();
  const organisation = {
    ...blankOrganisation,
    name: { zh: '北江大学', en: 'North River University' },
    helpContact: { zh: '网络中心', en: 'Network office' },
    helpTelephone: '0451-8641',
  };
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
  const { text } = await read('/a/campus/guide');
  t.is(await revision(), before + 1);
  t.true(text.includes('北江大学') && text.includes('0451-8641'));
});

test.serial('an edition for another audience has words and revisions of its own', async (t) => {
  const app = await findApp('campus');
  const texts = { ...blankTexts, audience: { zh: '离退休人员', en: 'retired staff' } };
  const edition = { name: 'retired', texts };
  await saveEdition(server.services, { app, edition, actor: 'admin:anna' });
  const own = await read('/a/campus/guide?edition=retired');
  t.true(own.text.includes('离退休人员适用') && own.text.includes('文档版本 1'));
  t.true((await read('/a/campus/guide')).text.includes('href="/a/campus/guide?edition=retired"'));
  t.is((await read('/a/campus/guide?edition=nobody')).status, 404);
});

test.serial('what stands in the margins cannot leave its style sheet', async (t) => {
  const app = await findApp('campus');
  const title = `"; } body { display: none } /* \\ </style>\n`;
  const texts = { ...blankTexts, title: { zh: title, en: title } };
  await saveEdition(server.services, { app, edition: { name: 'odd', texts }, actor: 'admin:anna' });
  const { text, headers } = await read('/a/campus/guide.css?edition=odd');
  t.regex(String(headers['content-type']), /^text\/css/);
  t.regex(text, /^@page \{\n(@[a-z-]+ \{ content: (?:"[^"\n]*"| |counter\([a-z]+\))+; \}\n)+\}\n$/);
  t.false(/<\/style|[^\\]\\ /.test(text));
});

test.serial('a withdrawn platform leaves the guide', async (t) => {
  const app = await findApp('campus');
  const releases = await currentReleases(app.id);
  const android = releases.find(({ appPlatform }) => appPlatform.platform === 'android');
  await withdrawRelease(
    server.services,
    { id: android?.release.id ?? 0, actor: 'admin:anna' },
    server.services.now(),
  );
  t.false((await read('/a/campus/guide')).text.includes('安装（安卓'));
});

test.serial('the poster has one QR code, the address and whom to ask', async (t) => {
  const { text } = await read('/a/campus/poster');
  t.is(text.match(/shape-rendering="crispEdges"/g)?.length, 1);
  t.true(text.includes('/a/campus</strong>') && text.includes('网络中心'));
});

test.serial('an administrator edits the words; an engineer reads them', async (t) => {
  const admin = await signedIn(server);
  const path = '/console/apps/campus/guide';
  const fields = { edition: '', 'title-en': 'The guide of guides' };
  t.is((await post(admin, path, fields)).status, 303);
  t.true((await read('/a/campus/guide', 'en')).text.includes('The guide of guides'));
  t.is((await post(admin, `${path}/add`, { name: 'New Staff' }, path)).status, 400);
  t.is((await post(admin, `${path}/add`, { name: 'new-staff' }, path)).status, 303);
  t.is((await read('/a/campus/guide?edition=new-staff')).status, 200);
  t.is((await post(admin, `${path}/remove`, { name: 'new-staff' }, path)).status, 303);
  t.is((await read('/a/campus/guide?edition=new-staff')).status, 404);
  t.is((await post(admin, `${path}/remove`, { name: 'gone' }, path)).status, 404);
  t.is((await post(admin, path, { edition: 'gone' })).status, 404);
  const engineer = await signedIn(server, 'ben', 'engineer');
  t.is((await page(engineer, path)).status, 200);
  t.is((await post(engineer, path, fields)).status, 403);
});
