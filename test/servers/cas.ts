import test, { type ExecutionContext } from 'ava';
import { casDirectory } from '../../src/identity/cas.js';
import type { RedirectDirectory, RedirectReturn } from '../../src/identity/directory.js';
import { boundedFetch } from '../../src/identity/https-fetch.js';
import { type CasServer, haveCas, startCas } from '../helpers/cas-server.js';

const attributes = {
  employeeNumber: '20010001',
  displayName: '王小明',
  department: '计算学部',
  mobile: '138 0013 8000',
};
const callbackUrl = 'https://apps.example.edu/a/campus/sign-in/cas/callback';

function directoryOn({ url }: CasServer, subject: string | null = null): RedirectDirectory {
  return casDirectory({
    name: 'cas',
    label: { zh: '统一身份认证', en: 'CAS' },
    url,
    fetch: boundedFetch({ ca: null, timeoutMs: 5000 }),
    subject,
    attributes: {
      number: [],
      name: ['displayName'],
      department: ['department'],
      phone: ['mobile'],
    },
  });
}

/** What a browser without scripts does at the CAS server: it fills in the form that is there. */
async function signIn(cas: CasServer, loginUrl: string, password = cas.password): Promise<string> {
  const page = await fetch(loginUrl);
  const cookies = page.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  const html = await page.text();
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    /name="([^"]*)"/.exec(tag)?.[1] ?? '',
    (/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&amp;', '&'),
  ]);
  const fields = { ...Object.fromEntries(hidden), username: cas.user, password };
  const answer = await fetch(loginUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookies.join('; ') },
    body: new URLSearchParams(fields),
  });
  return answer.headers.get('location') ?? '';
}

async function cas(t: ExecutionContext): Promise<CasServer | null> {
  if (await haveCas()) return startCas(t, 'https://apps.example.edu', attributes);
  if (process.env.CI) t.fail('python3-django-cas-server is not installed');
  t.log('left out: python3-django-cas-server is not installed');
  t.pass();
  return null;
}

function returnedBy(location: string, visit: { state: string; fresh: boolean }): RedirectReturn {
  return { ...visit, callbackUrl, query: new URL(location).searchParams, proof: {} };
}

test('a ticket of CAS says who came, once', async (t) => {
  const server = await cas(t);
  if (server === null) return;
  const directory = directoryOn(server);
  const visit = { state: 'a-state', fresh: false };
  const { url } = await directory.begin({ ...visit, callbackUrl });
  t.is(await signIn(server, url, 'another'), '');
  const location = await signIn(server, url);
  t.true(location.startsWith(`${callbackUrl}?state=a-state&ticket=ST-`), location);
  const { identity, ticket } = await directory.finish(returnedBy(location, visit));
  t.deepEqual(identity, {
    directory: 'cas',
    subject: '20010001',
    number: '20010001',
    name: '王小明',
    department: '计算学部',
    phone: '+8613800138000',
  });
  t.regex(ticket ?? '', /^ST-/);
  const replay = directory.finish(returnedBy(location, visit));
  t.like(await t.throwsAsync(replay), { code: 'sign_in_failed' });
});

test('a ticket for another state, or none, or of another shape signs nobody in', async (t) => {
  const server = await cas(t);
  if (server === null) return;
  const directory = directoryOn(server, 'employeeNumber');
  const visit = { state: 'a-state', fresh: true };
  const { url } = await directory.begin({ ...visit, callbackUrl });
  t.regex(url, /renew=true/);
  const location = await signIn(server, url);
  const other = directory.finish({ ...returnedBy(location, visit), state: 'another' });
  t.regex(String((await t.throwsAsync(other))?.message), /./);
  for (const ticket of ['', 'PT-1', 'ST-', 'ST-nobody', `ST-${'x'.repeat(300)}`, 'ST-a b']) {
    const query = new URLSearchParams({ state: 'a-state', ticket });
    const finished = directory.finish({ ...returnedBy(location, visit), query });
    t.like(await t.throwsAsync(finished), { code: 'sign_in_failed' }, ticket);
  }
  const { identity } = await directory.finish(
    returnedBy(await signIn(server, url), { ...visit, fresh: true }),
  );
  t.is(identity.subject, '20010001');
});

test('a CAS server that is down is unavailable, with a time to come back', async (t) => {
  const server = await cas(t);
  if (server === null) return;
  await server.stop();
  const query = new URLSearchParams({ ticket: 'ST-a' });
  const finished = directoryOn(server).finish({
    callbackUrl,
    query,
    state: 'a',
    fresh: false,
    proof: {},
  });
  const details = { directory: 'cas', retryAfterSeconds: 300 };
  t.like(await t.throwsAsync(finished), { code: 'directory_unavailable', details });
});
