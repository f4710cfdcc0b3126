import test, { type ExecutionContext } from 'ava';
import type { RedirectDirectory, RedirectReturn } from '../../src/identity/directory.js';
import { boundedFetch } from '../../src/identity/https-fetch.js';
import { oidcDirectory } from '../../src/identity/oidc.js';
import { type OidcServer, startOidc } from '../helpers/oidc-server.js';

const callbackUrl = 'https://apps.example.edu/a/campus/sign-in/oidc/callback';
const person = {
  sub: '40000000',
  preferred_username: '40000000',
  name: '张伟',
  department: '后勤处',
  phone_number: '+8613800138300',
};

function directoryOn(server: OidcServer, clientSecret = server.clientSecret): RedirectDirectory {
  return oidcDirectory({
    name: 'oidc',
    label: { zh: '统一身份认证', en: 'OIDC' },
    issuer: server.issuer,
    clientId: server.clientId,
    clientSecret,
    scope: 'openid profile phone',
    fetch: boundedFetch({ ca: null, timeoutMs: 5000 }),
    claims: {
      number: ['preferred_username'],
      name: ['name'],
      department: ['department'],
      phone: ['phone_number'],
    },
  });
}

/** A browser at the provider: follows its redirects with its cookies, signs in, and agrees. */
async function signIn(issuer: string, start: string): Promise<string> {
  const cookies = new Map<string, string>();
  const send = async (url: string, body?: URLSearchParams): Promise<Response> => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = { redirect: 'manual', headers: { Cookie } } as const;
    const answer = await fetch(url, body === undefined ? init : { ...init, method: 'POST', body });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  let answer = await send(start);
  for (let step = 0; step < 12; step += 1) {
    const location = answer.headers.get('location');
    if (location?.startsWith(callbackUrl)) return location;
    if (location !== null) {
      answer = await send(new URL(location, issuer).href);
      continue;
    }
    const html = await answer.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? '';
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)?.[1] ?? 'login';
    const fields = { prompt, login: person.preferred_username, password: 'anything' };
    answer = await send(new URL(action, issuer).href, new URLSearchParams(fields));
  }
  throw new Error('the provider never sent the browser back');
}

const visit = { callbackUrl, state: 'a-state', fresh: false };

async function returned(
  server: OidcServer,
  directory: RedirectDirectory,
  options = visit,
): Promise<RedirectReturn> {
  const { url, proof } = await directory.begin(options);
  const location = await signIn(server.issuer, url);
  return { ...options, query: new URL(location).searchParams, proof };
}

async function refused(t: ExecutionContext, work: Promise<unknown>): Promise<void> {
  t.like(await t.throwsAsync(work), { code: 'sign_in_failed' });
}

test('a person is who the provider says, and a code is good once', async (t) => {
  const server = await startOidc(t, [person], [callbackUrl]);
  const directory = directoryOn(server);
  const back = await returned(server, directory);
  const { identity, ticket } = await directory.finish(back);
  t.is(ticket, null);
  t.deepEqual(identity, {
    directory: 'oidc',
    subject: '40000000',
    number: '40000000',
    name: '张伟',
    department: '后勤处',
    phone: '+8613800138300',
  });
  await refused(t, directory.finish(back));
  const fresh = await returned(server, directory, { ...visit, fresh: true });
  t.is((await directory.finish(fresh)).identity.subject, '40000000');
});

test('another state, nonce, verifier or issuer, or a no, signs nobody in', async (t) => {
  const server = await startOidc(t, [person], [callbackUrl]);
  const directory = directoryOn(server);
  const back = () => returned(server, directory);
  await refused(t, directory.finish({ ...(await back()), state: 'another' }));
  for (const name of ['nonce', 'verifier']) {
    const one = await back();
    const proof = { ...one.proof, [name]: 'x'.repeat(43) };
    await refused(t, directory.finish({ ...one, proof }));
  }
  const misled = await back();
  misled.query.set('iss', 'https://evil.example');
  await refused(t, directory.finish(misled));
  const query = new URLSearchParams({ error: 'access_denied', state: 'a-state' });
  query.set('iss', server.issuer);
  await refused(t, directory.finish({ ...(await back()), query }));
  await refused(t, directory.finish({ ...(await back()), query: new URLSearchParams() }));
});

test('a wrong client secret, or a provider that is down, is unavailable', async (t) => {
  const server = await startOidc(t, [person], [callbackUrl]);
  const directory = directoryOn(server, 'not the secret');
  const back = await returned(server, directory);
  const unavailable = { code: 'directory_unavailable' };
  t.like(await t.throwsAsync(directory.finish(back)), unavailable);
  await server.stop();
  t.like(await t.throwsAsync(directory.finish(back)), unavailable);
  t.like(await t.throwsAsync(directoryOn(server).begin(visit)), unavailable);
});
