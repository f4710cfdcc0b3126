import { createServer, type Server } from 'node:http';
import test from 'ava';
import { findSessionUser, isFreshSession } from '../../../src/accounts/sessions.js';
import { createApp } from '../../../src/apps/apps.js';
import type { Client } from '../../helpers/http.js';
import { fileScope } from '../../helpers/scope.js';
import { freePort, startServer, type TestServer } from '../../helpers/server.js';

const scope = fileScope(test);
const html = { Accept: 'text/html' };
const callback = '/a/campus/sign-in/cas/callback';
let server: TestServer;
/** What the CAS server answers to a validation, by ticket. */
const answers = new Map<string, { status: number; body: string }>();
const asked: string[] = [];

const success = (user: string, more = '') =>
  `<?xml version="1.0"?><c:serviceResponse xmlns:c="http://www.yale.edu/tp/cas"><c:authenticationSuccess><c:user>${user}</c:user>${more}</c:authenticationSuccess></c:serviceResponse>`;
const failure = (code: string) =>
  `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="${code}">no</cas:authenticationFailure></cas:serviceResponse>`;

/** The back channel of CAS, as its specification has it: what stands in no test server's power. */
function startBackChannel(port: number): Promise<Server> {
  const backChannel = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '', 'http://cas');
    asked.push(`${url.pathname} ${url.searchParams.get('ticket')}`);
    const found = answers.get(url.searchParams.get('ticket') ?? '');
    const isOld = url.pathname.includes('/p3/') && url.searchParams.get('ticket')?.includes('-old');
    answer.statusCode = isOld ? 404 : (found?.status ?? 200);
    answer.end(isOld ? '' : (found?.body ?? failure('INVALID_TICKET')));
  });
  return new Promise((resolve) =>
    backChannel.listen(port, '127.0.0.1', () => resolve(backChannel)),
  );
}

test.before(async () => {
  const [port, nobody] = [await freePort(), await freePort()];
  const backChannel = await startBackChannel(port);
  scope.teardown(() => backChannel.close());
  const env = {
    DIRECTORIES: 'cas,oidc',
    CAS_URL: `http://127.0.0.1:${port}/cas/`,
    CAS_LABEL_EN: 'the university account',
    OIDC_ISSUER: `http://127.0.0.1:${nobody}`,
    OIDC_CLIENT_ID: 'slipway',
  };
  server = await startServer(scope, { env });
  await createApp(server.services, { slug: 'campus', name: '校园通', actor: 'test' });
  await createApp(server.services, { slug: 'other', name: '另一个', actor: 'test' });
});

async function begin(client: Client, query = ''): Promise<string> {
  const { headers } = await client.get(`/a/campus/sign-in/cas${query}`, html);
  const login = new URL(headers.location ?? '');
  const service = new URL(login.searchParams.get('service') ?? '');
  return service.searchParams.get('state') ?? '';
}

async function comeBack(client: Client, ticket: string, query = '') {
  const state = await begin(client, query);
  return client.get(`${callback}?${new URLSearchParams({ state, ticket })}`, html);
}

test('without a directory that takes passwords there is a button and no form', async (t) => {
  const page = await server.client().get('/a/campus/register?lang=en', html);
  t.true(page.text.includes('href="/a/campus/sign-in/cas"'));
  t.true(page.text.includes('Sign in with the university account'));
  t.false(page.text.includes('id="password"'));
});

test('the browser is sent to CAS with our own address, whatever host it asked', async (t) => {
  const headers = { ...html, Host: 'evil.example' };
  const { headers: answer, status } = await server
    .client()
    .get('/a/campus/sign-in/cas?fresh=yes&next=//evil.example', headers);
  t.is(status, 302);
  const login = new URL(answer.location ?? '');
  t.is(login.pathname, '/cas/login');
  t.is(login.searchParams.get('renew'), 'true');
  t.true(login.searchParams.get('service')?.startsWith(`${server.url}${callback}?state=`));
  t.regex(String(answer['set-cookie']), /__Host-redirect=[^;]+; path=\/; .*secure; httponly/i);
});

test('who comes back with a ticket is signed in, and goes on where this app may send them', async (t) => {
  answers.set('ST-1', { status: 200, body: success('7001') });
  const client = server.client();
  const answer = await comeBack(client, 'ST-1');
  t.is(answer.status, 303);
  t.is(answer.headers.location, '/a/campus/confirm');
  const cookie = client.cookies.get('__Host-person') ?? '';
  t.is((await findSessionUser(cookie, new Date()))?.number, '7001');
  t.false(await isFreshSession(cookie, 60_000, new Date()));
  for (const [next, where] of [
    ['phone/new', '/a/campus/phone/new'],
    ['//evil.example', '/a/campus/confirm'],
    ['https:evil', '/a/campus/confirm'],
    ['../../x', '/a/campus/confirm'],
  ] as const) {
    const again = await comeBack(client, 'ST-1', `?fresh=yes&next=${encodeURIComponent(next)}`);
    t.is(again.headers.location, where, next);
  }
  const fresh = client.cookies.get('__Host-person') ?? '';
  t.true(await isFreshSession(fresh, 60_000, new Date()));
});

test('a state that is another’s, used, for another app, changed or none signs nobody in', async (t) => {
  answers.set('ST-2', { status: 200, body: success('7002') });
  const client = server.client();
  const refused = async (path: string, why: string) => {
    const answer = await client.get(path, html);
    t.is(answer.status, 401, why);
    t.true(answer.text.includes('id="sign-in-cas"'), why);
    t.false(client.cookies.has('__Host-person'), why);
  };
  await refused(`${callback}?ticket=ST-2`, 'none');
  const theirs = await begin(server.client());
  await begin(client);
  await refused(`${callback}?ticket=ST-2&state=${theirs}`, 'of another browser');
  const used = await begin(client);
  await refused(`${callback}?ticket=ST-nobody&state=${used}`, 'with a wrong ticket');
  await refused(`${callback}?ticket=ST-2&state=${used}`, 'used');
  const here = await begin(client);
  await refused(`/a/other/sign-in/cas/callback?ticket=ST-2&state=${here}`, 'for another app');
  const changed = await begin(client);
  const [id, payload = '', mac] = (client.cookies.get('__Host-redirect') ?? '').split('.');
  const forged = Buffer.from(payload, 'base64url').toString().replace('campus', 'cempus');
  const cookie = [id, Buffer.from(forged).toString('base64url'), mac].join('.');
  client.cookies.set('__Host-redirect', cookie);
  await refused(`${callback}?ticket=ST-2&state=${changed}`, 'changed');
});

test('only what is CAS is believed: no other namespace, no entities, no half document', async (t) => {
  const bodies = {
    foreign: success('7003').replace('http://www.yale.edu/tp/cas', 'http://evil.example'),
    entity: `<!DOCTYPE x [<!ENTITY a "7003">]>${success('&a;')}`,
    half: success('7003').slice(0, -20),
    html: '<html><body>7003</body></html>',
    broken: '',
    both: `${failure('INVALID_TICKET')}${success('7003')}`,
    config: failure('INVALID_SERVICE'),
    empty: success(' '),
    long: success('7003', `<!--${'x'.repeat(300_000)}-->`),
  };
  for (const [name, body] of Object.entries(bodies)) {
    answers.set(`ST-${name}`, { status: 200, body });
    const client = server.client();
    const answer = await comeBack(client, `ST-${name}`);
    t.is(answer.status, 503, name);
    t.is(answer.headers['retry-after'], '300', name);
    t.false(client.cookies.has('__Host-person'), name);
  }
  answers.set('ST-500', { status: 500, body: success('7003') });
  t.is((await comeBack(server.client(), 'ST-500')).status, 503);
});

test('a server of CAS 2.0 is asked its own way, and attributes are read in both spellings', async (t) => {
  const attributes =
    '<c:attributes><c:attribute name="mobile" value="138 0013 8700"/></c:attributes>';
  answers.set('ST-old', { status: 200, body: success('7004', attributes) });
  const client = server.client();
  t.is((await comeBack(client, 'ST-old')).status, 303);
  const mine = asked.filter((line) => line.endsWith(' ST-old'));
  t.deepEqual(mine, ['/cas/p3/serviceValidate ST-old', '/cas/serviceValidate ST-old']);
  t.true((await client.get('/a/campus/confirm', html)).text.includes('138 **** 8700'));
});

test('a logout that CAS announces ends the session of its ticket and no other', async (t) => {
  answers.set('ST-5', { status: 200, body: success('7005') });
  answers.set('ST-6', { status: 200, body: success('7005') });
  const [one, two] = [server.client(), server.client()];
  await comeBack(one, 'ST-5');
  await comeBack(two, 'ST-6');
  const announce = (index: string, namespace = 'urn:oasis:names:tc:SAML:2.0:protocol') => {
    const logoutRequest = `<samlp:LogoutRequest xmlns:samlp="${namespace}" ID="1"><samlp:SessionIndex>${index}</samlp:SessionIndex></samlp:LogoutRequest>`;
    return server.client().send(`${callback}?state=whatever`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logoutRequest }).toString(),
    });
  };
  for (const [index, namespace] of [
    ['ST-nobody', undefined],
    ['ST-5', 'urn:else'],
    ['', undefined],
  ] as const) {
    t.is((await announce(index, namespace)).status, 204);
  }
  const stage = async (client: Client) => (await client.get('/a/campus/confirm')).status;
  t.not(await stage(one), 302);
  t.is((await announce('ST-5')).status, 204);
  t.is(await stage(one), 302);
  t.not(await stage(two), 302);
});

test('a provider that is down is told with a time, and does not keep the server from starting', async (t) => {
  const answer = await server.client().get('/a/campus/sign-in/oidc', html);
  t.is(answer.status, 503);
  t.is(answer.headers['retry-after'], '300');
  t.true(answer.text.includes('id="sign-in-cas"'));
});

test('what is no directory with a page of its own is not there', async (t) => {
  for (const name of ['roster', 'ldap', 'saml', '__proto__']) {
    t.is((await server.client().get(`/a/campus/sign-in/${name}`, html)).status, 404, name);
  }
});
