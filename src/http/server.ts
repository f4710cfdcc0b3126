import Router from '@koa/router';
import Koa from 'koa';
import { AppError } from '../errors.js';
import type { AppState, Context, Middleware } from './context.js';
import { checkForm } from './form-token.js';
import { chooseLocale } from './middleware/choose-locale.js';
import { handleErrors } from './middleware/handle-errors.js';
import { parseForm, parseJson } from './middleware/parse-body.js';
import { parseSmallFile } from './middleware/parse-small-file.js';
import { requestLog } from './middleware/request-log.js';
import { securityHeaders } from './middleware/security-headers.js';
import { nulRefused } from './parse.js';
import { enforce } from './policy.js';
import type { Route } from './route.js';
import { routes } from './routes.js';
import type { Services } from './services.js';

/** A logo, a list of people. */
const largestSmallFile = 8 * 1024 * 1024;

/** The Koa application: what every request passes, then the URL map. */
export function createKoa(services: Services): Koa<AppState> {
  const koa = new Koa<AppState>();
  const strictTransport = () => services.serverCertificate()?.source === 'operator';
  const steps: Middleware[] = [
    requestLog(services.log, services.config.trustedProxies),
    securityHeaders({ strictTransport }),
    chooseLocale(),
    handleErrors(services.views),
    refuseNul,
  ];
  for (const step of steps) koa.use(step as Koa.Middleware<AppState>);
  const router = createRouter(services, routes(services));
  koa.use(router.routes() as unknown as Koa.Middleware<AppState>);
  koa.use(refuseMethod(router) as Koa.Middleware<AppState>);
  koa.on('error', (error: unknown, ctx?: Context) => {
    (ctx?.state.log ?? services.log).info({ err: error }, 'an answer was cut off');
  });
  return koa;
}

/** A path means what it says: no other case; a trailing slash leads to the page without it. */
function createRouter(services: Services, table: readonly Route[]): Router<AppState> {
  const router = new Router<AppState>({ sensitive: true, strict: true });
  for (const route of table) {
    router.register(
      route.path,
      [route.method],
      [
        enforce(route.policy, services),
        ...bodySteps(services, route),
        async (ctx: Context) => route.handler(ctx),
      ],
    );
    if (!isPage(route)) continue;
    router.register(
      `${route.path}/`,
      [route.method],
      [enforce(route.policy, services), withoutSlash],
    );
  }
  return router;
}

/** What a person types or scans; an API and a ticket are not guessed at. */
function isPage({ method, path, policy }: Route): boolean {
  return (
    method === 'GET' && path !== '/' && policy.who !== 'token' && policy.who !== 'ticket-holder'
  );
}

/** The path matched a route, so it begins with that route's own first word: it leads to no other host. */
async function withoutSlash(ctx: Context): Promise<void> {
  ctx.status = 301;
  ctx.redirect(`${ctx.path.slice(0, -1)}${ctx.search}`);
}

/** First who, then what: no body is read of one who may not send it. */
function bodySteps(services: Services, route: Route): Middleware[] {
  switch (route.body) {
    case 'none':
    case 'upload':
      return [];
    case 'json':
      return [parseJson()];
    case 'message':
      return [parseForm()];
    case 'form':
      return [parseForm(), checkFormToken(services)];
    case 'small-file':
      return [parseSmallFile(largestSmallFile), checkFormToken(services)];
  }
}

function checkFormToken(services: Services): Middleware {
  return async (ctx, next) => {
    const body = ctx.request.body as Record<string, unknown> | undefined;
    const options = { keys: services.formKeys, publicUrl: services.config.PUBLIC_URL };
    await checkForm(ctx, { ...options, token: body?.csrf });
    return next();
  };
}

/** No path has one, and a query must not; `parse` looks at bodies. */
function refuseNul(ctx: Context, next: () => Promise<unknown>): Promise<unknown> {
  if (ctx.path.includes('%00')) throw new AppError('not_found', 'There is nothing here.');
  if (ctx.querystring.includes('%00')) throw new AppError('invalid_request', nulRefused);
  return next();
}

function refuseMethod(router: Router<AppState>): Middleware {
  return async (ctx) => {
    const allowed = new Set(
      router.match(ctx.path, ctx.method).path.flatMap((layer) => layer.methods),
    );
    if (allowed.size === 0) throw new AppError('not_found', 'There is nothing here.');
    ctx.set('Allow', [...allowed].join(', '));
    throw new AppError('method_not_allowed', `This address takes ${[...allowed].join(', ')}.`);
  };
}
