import test from 'ava';
import { scopes } from '../../src/accounts/scope.js';
import type { Route } from '../../src/http/route.js';
import { routes } from '../../src/http/routes.js';
import type { Answer } from '../helpers/http.js';
import { fileScope } from '../helpers/scope.js';
import { startServer, type TestServer } from '../helpers/server.js';

const scope = fileScope(test);
let server: TestServer;
let table: Route[];

/** What anyone may see. A route that is added here was opened on purpose. */
const open = [
  'GET /healthz',
  'GET /readyz',
  'GET /assets/:hash/:fileName',
  'GET /brand/colours/:fileName',
  'GET /brand/logos/:fileName',
  'GET /',
  'GET /ca',
  'GET /ca/slipway-ca.cer',
  'GET /a/:slug',
  'GET /a/:slug/icon',
  'GET /a/:slug/agreements/:kind',
  'GET /a/:slug/guide',
  'GET /a/:slug/guide.css',
  'GET /a/:slug/guide.pdf',
  'GET /a/:slug/poster',
  'GET /a/:slug/helped',
  'POST /a/:slug/helped',
  'POST /a/:slug/helped/end',
  'GET /a/:slug/helping',
  'POST /a/:slug/helping',
  'POST /a/:slug/helping/number',
  'POST /a/:slug/helping/end',
  'GET /a/:slug/help',
  'GET /a/:slug/register',
  'POST /a/:slug/register',
  'GET /a/:slug/reset',
  'POST /a/:slug/reset',
  'POST /a/:slug/reset/code',
  'GET /a/:slug/sign-in/:directory',
  'GET /a/:slug/sign-in/:directory/callback',
  'POST /a/:slug/sign-in/:directory/callback',
  'GET /api/v1/apps/:slug/latest',
  'GET /console/setup',
  'POST /console/setup',
  'GET /console/sign-in',
  'POST /console/sign-in',
];

test.before(async () => {
  server = await startServer(scope);
  table = routes(server.services);
  await server.administrator('engineer', 'a password of an engineer', 'engineer');
});

function addressOf(route: Route): string {
  const values: Record<string, string> = { slug: 'campus', id: '1', number: '20010001' };
  return route.path.replace(/:(\w+)/g, (_whole, name: string) => values[name] ?? 'x');
}

function nameOf(route: Route): string {
  return `${route.method} ${route.path}`;
}

function closedRoutes(): Route[] {
  return table.filter(({ policy }) => policy.who !== 'anyone');
}

function send(
  route: Route,
  headers: Record<string, string>,
  path = addressOf(route),
): Promise<Answer> {
  const { method } = route;
  const body = method === 'GET' ? undefined : '{}';
  return server
    .client()
    .send(path, { method, body, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** Refused, or sent to where one signs in; never what the route gives. */
function isClosed(answer: Answer): boolean {
  if (answer.status === 302)
    return /^\/(console\/(sign-in|setup)|a\/[^/]*)$/.test(answer.headers.location ?? '');
  return [401, 403, 404, 405].includes(answer.status);
}

test('only these routes are open', (t) => {
  const found = table.filter(({ policy }) => policy.who === 'anyone').map(nameOf);
  t.deepEqual(found.sort(), [...open].sort());
});

test('no two routes have the same address', (t) => {
  const names = table.map(nameOf);
  t.is(new Set(names).size, names.length);
});

test('without credentials every other route is closed', async (t) => {
  for (const route of closedRoutes()) {
    const answer = await send(route, {});
    t.true(isClosed(answer), `${nameOf(route)}: ${answer.status}`);
  }
});

test('wrong credentials open nothing', async (t) => {
  const wrong = {
    Authorization: `Bearer slw_${'A'.repeat(43)}`,
    Cookie: `__Host-person=${'A'.repeat(43)}; __Host-console=${'A'.repeat(43)}`,
  };
  for (const route of closedRoutes()) {
    const answer = await send(route, wrong);
    t.true(isClosed(answer), `${nameOf(route)}: ${answer.status}`);
  }
});

test('a token without the scope is refused as such, before anything of the request is judged', async (t) => {
  for (const wanted of scopes) {
    const token = await server.token(scopes.filter((other) => other !== wanted));
    for (const route of table) {
      if (route.policy.who !== 'token' || route.policy.scope !== wanted) continue;
      const answer = await send(route, { Authorization: `Bearer ${token}` });
      t.is(answer.status, 403, nameOf(route));
      t.is(answer.json().code, 'scope_missing', nameOf(route));
    }
  }
});

test('no other spelling of a path goes round its policy', async (t) => {
  for (const route of closedRoutes()) {
    const path = addressOf(route);
    const variants = [
      `/${path}`,
      path.replace('/', '/./'),
      path.replace('/', '/%2e/'),
      `${path};x`,
      path.toUpperCase(),
      `${path}/`,
      `${path}%00`,
      `/x/..${path}`,
      `/x/%2e%2e${path}`,
      path.replaceAll('/', '%2f').replace('%2f', '/'),
    ];
    for (const variant of variants) {
      const answer = await send(route, {}, variant);
      t.true(isClosed(answer), `${route.method} ${variant}: ${answer.status}`);
    }
  }
});
