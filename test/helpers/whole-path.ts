import { createHash } from 'node:crypto';
import type { TestFn } from 'ava';
import { parse } from 'plist';
import { buildApk } from './artifacts/apk.js';
import { buildIpa } from './artifacts/ipa.js';
import type { Answer, Client } from './http.js';
import type { TestServer } from './server.js';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const android =
  'Mozilla/5.0 (Linux; Android 14; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36';
const password = 'lantern-harbour-41';
const people = 50;

/** The main path over HTTP on one database: a build comes in by the API, and a person takes it home. */
export function wholePath(test: TestFn, name: string, server: () => TestServer): void {
  const apk = buildApk();
  const ipa = buildIpa();
  let authorization: Record<string, string>;

  test.serial(`${name}: a token uploads and publishes a build for either platform`, async (t) => {
    authorization = { Authorization: `Bearer ${await server().token()}` };
    for (const [fileName, bytes] of [
      ['campus.apk', apk],
      ['campus.ipa', ipa],
    ] as const) {
      const file = { name: fileName, bytes };
      const fields = { app: 'campus', publish: 'true' };
      const answer = await server()
        .client()
        .postFile('/api/v1/builds', file, fields, authorization);
      t.is(answer.status, 201, answer.text);
      t.is(answer.json().sha256, sha256(bytes));
    }
  });

  test.serial(`${name}: a person of the roster registers and takes both files home`, async (t) => {
    const rows = Array.from(
      { length: people },
      (_, index) => `${1000 + index},张${index},物理学院,13800138000,${password}`,
    );
    await server().roster(`number,name,department,phone,password\n${rows.join('\n')}\n`);
    const client = server().client();
    await signIn(client, '1000');
    const confirmed = await client.postForm('/a/campus/confirm', {});
    t.is(confirmed.headers.location, '/a/campus/registered');
    t.is((await client.get('/a/campus/registered')).status, 200);

    const page = await client.get('/a/campus/download', { 'User-Agent': android });
    t.is(page.status, 200);
    const taken = await follow(client, hrefOf(page, 'download-android'));
    t.is(sha256(taken.body), sha256(apk));
  });

  test.serial(
    `${name}: forty-nine others with that phone get a page that says so, and no button`,
    async (t) => {
      const others = Array.from({ length: people - 1 }, (_, index) => String(1001 + index));
      const answers = await Promise.all(
        others.map(async (number) => {
          const client = server().client();
          await signIn(client, number);
          return client.get('/a/campus/confirm', { 'User-Agent': android });
        }),
      );
      for (const answer of answers) {
        t.true(answer.text.includes('138 **** 8000'), answer.text);
        t.false(answer.text.includes('id="activate"'));
      }
    },
  );

  test.serial(`${name}: a ticket from the API leads an iPhone to the same bytes`, async (t) => {
    const wish = { app: 'campus', platform: 'ios' };
    const answer = await server()
      .client()
      .postJson('/api/v1/people/1000/tickets', wish, authorization);
    t.is(answer.status, 200, answer.text);
    const { url } = answer.json<{ url: string }>();
    const bare = server().client();
    const manifest = parse((await bare.get(new URL(url).pathname, { 'User-Agent': iphone })).text);
    const [item] = (manifest as unknown as { items: { assets: { url: string }[] }[] }).items;
    const file = await bare.get(new URL(item?.assets[0]?.url ?? '').pathname);
    t.is(sha256(file.body), sha256(ipa));
  });

  test.serial(
    `${name}: a suspension and a withdrawal by the API close the way at once`,
    async (t) => {
      const api = (path: string, value: unknown = {}) =>
        server().client().postJson(path, value, authorization);
      const wish = { app: 'campus', platform: 'android' };
      const ticket = (await api('/api/v1/people/1000/tickets', wish)).json<{ url: string }>();
      const path = new URL(ticket.url).pathname;
      t.is((await server().client().get(path)).status, 200);

      t.is((await api('/api/v1/people/1000/suspend')).status, 200);
      t.is((await server().client().get(path)).json().code, 'registration_suspended');
      t.is((await api('/api/v1/people/1000/tickets', wish)).json().code, 'registration_suspended');
      t.is((await api('/api/v1/people/1000/reinstate')).status, 200);
      t.is((await server().client().get(path)).status, 200);

      const app = await server().client().get('/api/v1/apps/campus', authorization);
      const { releases } = app.json<{ releases: { id: number; platform: string }[] }>();
      const release = releases.find(({ platform }) => platform === 'android');
      t.is((await api(`/api/v1/releases/${release?.id}/withdraw`)).status, 200);
      t.is((await server().client().get(path)).json().code, 'release_withdrawn');
    },
  );
}

async function signIn(client: Client, number: string): Promise<void> {
  await client.postForm('/a/campus/register', { number, password });
}

/** The address of the link with this id, as the page has it. */
function hrefOf(page: Answer, id: string): string {
  const tag = new RegExp(`<a[^>]*id="${id}"[^>]*>`).exec(page.text)?.[0] ?? '';
  return (/href="([^"]+)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&');
}

async function follow(client: Client, path: string): Promise<Answer> {
  const answer = await client.get(path);
  return answer.status === 302 ? client.get(answer.headers.location ?? '') : answer;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
