import { brotliDecompressSync } from 'node:zlib';
import test from 'ava';
import type { Client } from '../../helpers/http.js';
import { furnishPersonPath, signInPeople } from '../../helpers/person-path.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
/** All that a person fetches on the way, without the app's icon. */
const mostBytes = 60_000;
let server: TestServer;
let people: Awaited<ReturnType<typeof signInPeople>>;

test.before(async () => {
  server = await startServer(scope);
  await furnishPersonPath(server);
  people = await signInPeople(server);
});

const steps = [
  ['visitor', ''],
  ['visitor', '/register'],
  ['arriving', '/confirm'],
  ['registered', '/registered'],
  ['registered', '/download'],
  ['registered', '/opened?platform=ios'],
] as const;

const ways = {
  iphone: [...steps, ['registered', '/trust']],
  newIphone: [...steps, ['registered', '/trust']],
  android: steps,
  xiaomi: steps,
  samsung: steps,
} as const;

for (const device of Object.keys(ways) as (keyof typeof ways)[]) {
  test(`the whole way on ${device} weighs less than 60 KB`, async (t) => {
    const weights = new Map<string, number>();
    for (const [person, path] of ways[device]) {
      const client = server.client();
      for (const [name, value] of people.get(person) ?? []) client.cookies.set(name, value);
      const page = await fetchAs(client, `/a/campus${path}`, device);
      t.is(page.status, 200, path);
      weights.set(path || '/', page.body.length);
      for (const asset of assetsOf(page.text)) {
        weights.set(asset, (await fetchAs(client, asset, device)).body.length);
      }
    }
    const sum = [...weights.values()].reduce((one, other) => one + other, 0);
    t.log(
      [...weights].map(([path, bytes]) => `${path.replace(/^\/.*\//, '')} ${bytes}`).join(', '),
    );
    t.log(`in all ${sum} bytes`);
    t.true(sum < mostBytes, `${sum} bytes`);
  });
}

function fetchAs(client: Client, path: string, device: keyof typeof userAgents) {
  const headers = { 'User-Agent': userAgents[device], 'Accept-Encoding': 'gzip, deflate, br' };
  return client.get(path, { Accept: 'text/html', ...headers });
}

/** Style sheets and scripts; the icon is left out. */
function assetsOf(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="(\/(?:assets|brand)\/[^"]+)"/g)].map(
    ([, path = '']) => path,
  );
}

test('a style sheet goes out packed to who can unpack it, and as it is to others', async (t) => {
  const { text } = await server.client().get('/a/campus', { Accept: 'text/html' });
  const sheet = assetsOf(text)[0] ?? '';
  const plain = await server.client().get(sheet);
  const packed = await server.client().get(sheet, { 'Accept-Encoding': 'br, gzip' });
  t.is(plain.headers['content-encoding'], undefined);
  t.is(packed.headers['content-encoding'], 'br');
  t.true(brotliDecompressSync(packed.body).equals(plain.body));
  t.not(packed.headers.etag, plain.headers.etag);
  t.regex(packed.headers.vary ?? '', /Accept-Encoding/);
  const page = await server.client().get('/a/campus', { 'Accept-Encoding': 'br' });
  t.is(page.headers['content-encoding'], undefined);
});
