import test from 'ava';
import { Outcome } from '../../../src/delivery/model.js';
import { suspendRegistration } from '../../../src/registrations/administer.js';
import { withdrawRelease } from '../../../src/releases/withdraw.js';
import { buildIpa } from '../../helpers/artifacts/ipa.js';
import type { Answer, Client } from '../../helpers/http.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const password = 'lantern-harbour-41';
let server: TestServer;
let apk: PublishedSample;
let lastNumber = 20260000;

test.before(async () => {
  server = await startServer(scope);
  await publishSample(server, { platform: 'ios', notes: '修复若干问题' });
  apk = await publishSample(server, { platform: 'android' });
});

async function registered(app = 'campus'): Promise<{ client: Client; number: string }> {
  const number = String(++lastNumber);
  const row = `${number},王小明,计算学部,138${number},${password}`;
  await server.roster(`number,name,department,phone,password\n${row}\n`);
  const client = server.client();
  await client.postForm(`/a/${app}/register`, { number, password });
  await client.postForm(`/a/${app}/confirm`, {});
  return { client, number };
}

function open(client: Client, path: string, device: keyof typeof userAgents): Promise<Answer> {
  return client.get(path, { Accept: 'text/html', 'User-Agent': userAgents[device] });
}

test.serial('an iPhone gets a link that installs, with the name its icon will have', async (t) => {
  const { client } = await registered();
  const page = await open(client, '/a/campus/download', 'iphone');
  t.is(page.status, 200);
  const link = /id="install-ios" href="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const [scheme, manifest = ''] = link.replaceAll('&amp;', '&').split('&url=');
  t.is(scheme, 'itms-services://?action=download-manifest');
  const answer = await server.client().get(new URL(decodeURIComponent(manifest)).pathname);
  t.is(answer.status, 200);
  t.true(page.text.includes('「校园通」'));
  t.true(page.text.includes('修复若干问题'));
});

test.serial('HEAD mints no ticket and counts as no visit', async (t) => {
  const { client } = await registered();
  await server.services.outcomes.flush();
  const before = await Outcome.count();
  const head = (path: string, device: keyof typeof userAgents) =>
    client.send(path, { method: 'HEAD', headers: { 'User-Agent': userAgents[device] } });
  t.is((await head('/a/campus/download', 'iphone')).status, 200);
  const file = await head('/a/campus/download/android', 'android');
  t.is(file.status, 200);
  t.is(file.headers.location, undefined);
  t.is(file.headers['content-length'], String(apk.bytes.length));
  t.is((await head('/a/campus/download/windows', 'android')).status, 404);
  t.is((await head('/a/campus/download/ios', 'iphone')).headers.location, '/a/campus/download');
  await server.services.outcomes.flush();
  t.is(await Outcome.count(), before);
});

test.serial('an Android phone gets the file by a ticket that is minted at the tap', async (t) => {
  const { client } = await registered();
  const page = await open(client, '/a/campus/download', 'android');
  t.regex(
    page.text,
    /id="download-android" href="\/a\/campus\/download\/android">\s*下载Android客户端/,
  );
  t.true(page.text.includes('华为手机'));
  const tap = await open(client, '/a/campus/download/android', 'android');
  t.is(tap.status, 302);
  t.regex(tap.headers.location ?? '', /^\/d\/[\w.-]+\/campus-1\.0\.0\.apk$/);
  const file = await server.client().get(tap.headers.location ?? '');
  t.true(file.body.equals(apk.bytes));
});

test.serial('the page and each ticket leave a record', async (t) => {
  const { client } = await registered();
  await server.services.outcomes.flush();
  await Outcome.destroy({ where: {} });
  await open(client, '/a/campus/download', 'android');
  await open(client, '/a/campus/download/android', 'android');
  await open(client, '/a/campus/download', 'iphone');
  await server.services.outcomes.flush();
  const records = await Outcome.findAll({ order: [['id', 'ASC']], raw: true });
  t.deepEqual(
    records.map(({ step, platform }) => `${step} ${platform}`),
    ['page android', 'ticket android', 'page ios', 'ticket ios'],
  );
  t.true(
    records.every(({ releaseId, ticketId, step }) => releaseId && (step === 'page') === !ticketId),
  );
});

test.serial(
  'a device is offered what it can take, and no link that would do nothing',
  async (t) => {
    const { client } = await registered();
    const windows = await open(client, '/a/campus/download', 'desktop');
    t.true(windows.text.includes('用手机扫码继续'));
    t.false(windows.text.includes('itms-services'));
    t.true(windows.text.includes('id="download-android"'));
    const harmony = await open(client, '/a/campus/download', 'harmonyNext');
    t.true(harmony.text.includes('这部手机暂不支持'));
    const mac = await open(client, '/a/campus/download', 'mac');
    t.true(mac.text.includes('正在用 iPad？') && !mac.text.includes('itms-services'));
    const ipad = await open(client, '/a/campus/download?device=ipad', 'mac');
    t.true(ipad.text.includes('<h1>安装到这部 iPad') && ipad.text.includes('itms-services'));
    const unknown = await client.get('/a/campus/download', { 'User-Agent': 'curl/8' });
    t.true(
      unknown.text.includes('itms-services') && unknown.text.includes('id="download-android"'),
    );
  },
);

test.serial(
  'an app’s own browser is shown the way out of it, on the landing and the download page',
  async (t) => {
    const { client } = await registered();
    for (const path of ['/a/campus', '/a/campus/download']) {
      const page = await open(client, path, 'wechat');
      t.true(page.text.includes('请用手机浏览器打开'), path);
      t.true(page.text.includes(`${server.url}/a/campus</textarea>`), path);
      t.false(page.text.includes('id="install-ios"'), path);
    }
  },
);

test.serial('an older system than the build needs gets the reason and no button', async (t) => {
  const { client } = await registered();
  const page = await open(client, '/a/campus/download', 'oldIphone');
  t.true(page.text.includes('<h1>这台设备现在装不了'));
  t.true(page.text.includes('需要 iOS 13.0 或更高版本，这台设备是 11.2'));
  t.false(page.text.includes('itms-services') || page.text.includes('id="install-ios"'));
  t.false((await open(client, '/a/campus/download', 'iphone')).text.includes('装不了'));
});

test.serial('each make of phone is told of its own warning', async (t) => {
  const { client } = await registered();
  const makes = {
    android: ['华为手机会提示风险', '我已知悉该风险'],
    xiaomi: ['小米、红米手机会拦一下', '授权单次安装'],
    oppo: ['OPPO、一加、真我手机会提示风险', '已了解此风险'],
    vivo: ['vivo、iQOO 手机会提示风险', '已了解应用风险'],
    samsung: ['三星手机会拦一下', '自动拦截程序'],
    anyAndroid: ['若手机提示风险，或不允许安装', '允许来自此来源的应用'],
  } as const;
  for (const device of Object.keys(makes) as (keyof typeof makes)[]) {
    const { text } = await open(client, '/a/campus/download', device);
    for (const words of makes[device]) t.true(text.includes(words), `${device}: ${words}`);
  }
});

test.serial('who must trust this server first is led to its certificate', async (t) => {
  const { client } = await registered();
  const page = await open(client, '/a/campus/download', 'iphone');
  t.regex(page.text, /id="preflight"[\s\S]+href="\/ca">看怎样信任这台服务器/);
});

test.serial(
  'the trust page names the organisation in the signing certificate, and a private root',
  async (t) => {
    const { client } = await registered();
    const page = await open(client, '/a/campus/trust', 'iphone');
    t.true(page.text.includes('Harbin Institute of Technology'));
    t.true(page.text.includes('VPN与设备管理'));
    t.false(page.text.includes('允许并重新启动'));
    t.true(page.text.includes('不是 Apple 颁发的'));
    const newer = userAgents.iphone.replaceAll('17_4_1', '18_1').replaceAll('17.4.1', '18.1');
    const restart = await client.get('/a/campus/trust', { 'User-Agent': newer });
    t.true(restart.text.includes('允许并重新启动'));
    const both = await open(client, '/a/campus/trust', 'desktop');
    t.true(both.text.includes('iOS 18 及以上') && both.text.includes('iOS 15 至 17'));
  },
);

test.serial('for a build under an ad-hoc profile there is nothing to trust', async (t) => {
  const file = buildIpa({ profileKind: 'ad-hoc', bundleIdentifier: 'cn.example.lab' });
  await publishSample(server, { platform: 'ios', app: 'lab', file });
  const { client } = await registered('lab');
  const page = await open(client, '/a/lab/trust', 'iphone');
  t.true(page.text.includes('不需要信任'));
  t.false(page.text.includes('VPN与设备管理'));
});

test.serial('who has not activated is sent to their details, and gets no ticket', async (t) => {
  const number = String(++lastNumber);
  await server.roster(`number,name,phone,password\n${number},李芳,138${number},${password}\n`);
  const client = server.client();
  await client.postForm('/a/campus/register', { number, password });
  const page = await open(client, '/a/campus/download', 'android');
  t.is(page.headers.location, '/a/campus/confirm');
  const tap = await open(client, '/a/campus/download/android', 'android');
  t.is(tap.status, 403);
  t.regex(tap.text, /data-code="not_registered"/);
  t.regex(tap.text, /id="way-out" href="\/a\/campus">去注册/);
});

test.serial('a link of a person who was suspended leads back to the app, as a page', async (t) => {
  const { client, number } = await registered();
  const tap = await open(client, '/a/campus/download/android', 'android');
  await suspendRegistration(server.services, { number, actor: 'admin:anna' });
  const refused = await open(server.client(), tap.headers.location ?? '', 'android');
  t.is(refused.status, 403);
  t.regex(refused.text, /data-code="registration_suspended"/);
  t.regex(refused.text, /id="way-out" href="\/a\/campus"/);
  const nonsense = await open(server.client(), '/d/nonsense/campus-1.0.0.apk', 'android');
  t.regex(nonsense.text, /data-code="ticket_invalid"[\s\S]+id="way-out" href="\/"/);
});

test.serial(
  'what is withdrawn is offered no more, and an app without a release says so',
  async (t) => {
    const { client } = await registered();
    await withdrawRelease(
      server.services,
      { id: apk.release.id, actor: 'admin:anna' },
      server.services.now(),
    );
    const page = await open(client, '/a/campus/download', 'android');
    t.true(page.text.includes('没有适合这台设备的版本'));
    const tap = await open(client, '/a/campus/download/android', 'android');
    t.is(tap.status, 404);
    t.regex(tap.text, /data-code="nothing_released"/);
  },
);
