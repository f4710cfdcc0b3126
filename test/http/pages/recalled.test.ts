import test from 'ava';
import { User } from '../../../src/accounts/model.js';
import { holdersOfBuild } from '../../../src/delivery/holders.js';
import { Outcome } from '../../../src/delivery/model.js';
import { publishRelease } from '../../../src/releases/publish.js';
import { recallRelease } from '../../../src/releases/recall.js';
import { buildApk } from '../../helpers/artifacts/apk.js';
import { makeAndroidSigner } from '../../helpers/artifacts/signers.js';
import type { Client } from '../../helpers/http.js';
import { type PublishedSample, publishSample } from '../../helpers/releases.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
const signer = makeAndroidSigner();
const password = 'lantern-harbour-41';
const texts = { en: 'It loses marks. Delete it.', zh: '会丢失成绩，请删除。' };
let server: TestServer;
let client: Client;
let bad: PublishedSample;

const apk = (versionCode: number) =>
  buildApk({ signer, versionCode, versionName: `1.${versionCode}` });

test.before(async () => {
  server = await startServer(scope);
  bad = await publishSample(server, { platform: 'android', file: apk(1) });
  const row = `20260001,王小明,计算学部,13800138000,${password}`;
  await server.roster(`number,name,department,phone,password\n${row}\n`);
  client = server.client();
  await client.postForm('/a/campus/register', { number: '20260001', password });
  await client.postForm('/a/campus/confirm', {});
});

function open(path: string, lang = 'en') {
  const headers = { Accept: 'text/html', 'User-Agent': userAgents.android };
  return client.get(path, { ...headers, 'Accept-Language': lang });
}

async function install(): Promise<string> {
  const path = (await open('/a/campus/download/android')).headers.location ?? '';
  const before = await completed();
  await server.client().get(path);
  // The record follows the last byte.
  for (let tries = 0; tries < 100 && (await completed()) === before; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await server.services.outcomes.flush();
  }
  return path;
}

function completed(): Promise<number> {
  return Outcome.count({ where: { step: 'all-bytes' } });
}

test.serial(
  'notes are Markdown in the language of the page, and their HTML stays text',
  async (t) => {
    const notes = '**Faster** <b>now</b>\n[more](javascript:alert(1))\n- one';
    await publishRelease(
      server.services,
      {
        buildId: bad.build.id,
        channel: 'production',
        notes,
        translatedNotes: { zh: '更**快**' },
        confirm: [],
        actor: 'operator',
      },
      server.services.now(),
    );
    const english = (await open('/a/campus/download')).text;
    t.regex(english, /<strong>Faster<\/strong> &lt;b&gt;now&lt;\/b&gt;/);
    t.notRegex(english, /href="javascript/);
    t.regex((await open('/a/campus/download', 'zh')).text, /更<strong>快<\/strong>/);
  },
);

test.serial('who holds a recalled release reads on their page what to do', async (t) => {
  const path = await install();
  t.notRegex((await open('/a/campus/download')).text, /id="recall"/);
  const recall = { id: bad.release.id, texts, replacement: null, actor: 'admin:anna' };
  await recallRelease(server.services, recall, server.services.now());
  const link = await server.client().get(path);
  t.is(link.json().code, 'release_withdrawn');
  const alone = await open('/a/campus/download');
  t.is(alone.status, 200);
  t.regex(alone.text, /Please stop using this version[\s\S]*It loses marks\. Delete it\./);
  t.regex((await open('/a/campus/download', 'zh')).text, /会丢失成绩，请删除。/);
});

test.serial(
  'with a release in its place the page leads there, and is quiet once they have it',
  async (t) => {
    await publishSample(server, { platform: 'android', file: apk(2) });
    const page = await open('/a/campus/download');
    t.regex(
      page.text,
      /id="recall"[\s\S]*version 1\.1[\s\S]*It loses marks[\s\S]*install version 1\.2/,
    );
    const everything = { offset: 0, limit: 10 };
    const before = await holdersOfBuild(bad.build.id, everything);
    t.is(before.total, 1);
    t.is(before.holders[0]?.since, null);
    await install();
    t.notRegex((await open('/a/campus/download')).text, /id="recall"/);
    const { holders } = await holdersOfBuild(bad.build.id, everything);
    t.like(holders[0], { since: { version: '1.2', versionCode: '2' } });
    t.is(holders[0]?.userId, (await User.findOne({ where: { number: '20260001' } }))?.id);
  },
);
