import test from 'ava';
import { Outcome } from '../../../src/delivery/model.js';
import { funnelOfBuild } from '../../../src/delivery/outcome-queries.js';
import { readDevice } from '../../../src/http/pages/device.js';
import { usualReasons } from '../../../src/http/pages/usual-reasons.js';
import type { Client } from '../../helpers/http.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const password = 'lantern-harbour-41';
let server: TestServer;
let samples: PublishedSample[];
let client: Client;

test.before(async () => {
  server = await startServer(scope);
  samples = [];
  for (const platform of ['ios', 'android', 'macos', 'windows'] as const) {
    samples.push(await publishSample(server, { platform }));
  }
  await server.roster(`number,name,phone,password\n20260000,李芳,13800138000,${password}\n`);
  client = server.client();
  await client.postForm('/a/campus/register', { number: '20260000', password });
  await client.postForm('/a/campus/confirm', {});
  await server.administrator('anna', 'a password of an administrator');
});

const html = { Accept: 'text/html', 'User-Agent': userAgents.iphone };

async function say(result: string, platform = 'ios') {
  const options = { formPath: '/a/campus/download', headers: html };
  return client.postForm('/a/campus/outcome', { result, platform }, options);
}

async function funnel() {
  await server.services.outcomes.flush();
  return funnelOfBuild(samples[0]?.build.id ?? 0);
}

test.serial('what a person says is recorded as their word, and leads on', async (t) => {
  const failed = await say('not-opened');
  t.like(failed, { status: 303 });
  t.is(failed.headers.location, '/a/campus/trouble?platform=ios');
  t.like(await funnel(), { 'not-opened': 1, opened: 0, 'all-bytes': 0 });
  const opened = await say('opened');
  t.is(opened.headers.location, '/a/campus/opened?platform=ios');
  t.like(await funnel(), { 'not-opened': 1, opened: 1, 'all-bytes': 0 });
});

test.serial('the console shows both, and how far the person is: the last good word', async (t) => {
  const console = server.client();
  await console.postForm('/console/sign-in', {
    name: 'anna',
    password: 'a password of an administrator',
  });
  const { text } = await console.get(`/console/builds/${samples[0]?.build.id}`);
  t.true(text.includes('本人说没有成功') && text.includes('本人说打开了'));
  t.regex(text, /data-label="[^"]*">本人说打开了/);
});

test.serial('anything else than the two answers is refused and records nothing', async (t) => {
  const said = { where: { step: ['opened', 'not-opened'] } };
  const before = await Outcome.count(said);
  t.is((await say('perhaps')).status, 400);
  t.is((await say('opened', 'amiga')).status, 400);
  const bare = await client.send('/a/campus/outcome', { method: 'POST', body: 'result=opened' });
  t.true(bare.status >= 400);
  await server.services.outcomes.flush();
  t.is(await Outcome.count(said), before);
});

test.serial('a stranger says nothing', async (t) => {
  const answer = await server.client().get('/a/campus/trouble?platform=ios', html);
  t.is(answer.status, 302);
  t.is(answer.headers.location, '/a/campus');
});

test.serial('each platform has its five usual reasons, each with what to do', async (t) => {
  for (const { build } of samples) {
    const { platform } = build.artifact;
    const { text } = await client.get(`/a/campus/trouble?platform=${platform}`, html);
    t.is(text.match(/<details name="reason">/g)?.length, 5, platform);
  }
  const { text } = await client.get('/a/campus/trouble?platform=ios', html);
  t.true(text.includes('未受信任的企业级开发者') && text.includes('href="/a/campus/trust"'));
  t.true(text.includes('iOS 13.0 或更高版本'));
});

test.serial('the reasons are those of the very device and build', (t) => {
  const titles = (index: number, device: keyof typeof userAgents, hasOwnAuthority: boolean) => {
    const artifact = samples[index]?.build.artifact;
    if (artifact === undefined) throw new Error('no such sample');
    const facts = { slug: 'campus', device: readDevice(userAgents[device]), hasOwnAuthority };
    return usualReasons(artifact, facts).map(({ title }) => title);
  };
  t.true(titles(0, 'iphone', true).includes('usual.ios.server'));
  t.true(titles(0, 'iphone', false).includes('usual.ios.tap'));
  t.is(titles(1, 'android', false)[0], 'usual.android.pure');
  t.is(titles(1, 'samsung', false)[0], 'usual.android.blocked');
  t.is(titles(2, 'mac', false)[0], 'usual.macos.blocked');
  t.is(titles(3, 'desktop', false)[0], 'usual.windows.blocked');
});

test.serial('a platform without a release leads back to the install page', async (t) => {
  const answer = await client.get('/a/campus/trouble', html);
  t.is(answer.headers.location, '/a/campus/download');
});
