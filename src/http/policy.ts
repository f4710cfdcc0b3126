import { hasAdministrator } from '../accounts/administrators.js';
import { findApiToken } from '../accounts/api-tokens.js';
import type { Role } from '../accounts/model.js';
import type { Scope } from '../accounts/scope.js';
import { findSessionAdministrator, findSessionUser } from '../accounts/sessions.js';
import { AppError } from '../errors.js';
import { noteHelped } from '../helping/sessions.js';
import type { Context, Middleware } from './context.js';
import { readCookie } from './cookies.js';
import type { Services } from './services.js';

/** Who may use a route. There is no default: a route without a policy does not compile. */
export type Policy =
  /** Anyone. The routes that say so stand together in `routes.ts`. */
  | { who: 'anyone' }
  /** Whoever holds a ticket; the handler asks the gate. */
  | { who: 'ticket-holder' }
  /** A person who signed in. */
  | { who: 'person' }
  /** Who signed in to the console: any role, or an administrator alone. */
  | { who: 'console'; role: Role }
  /** An API token with this scope. */
  | { who: 'token'; scope: Scope };

/** Lets the request through, or throws, or sends the browser to where one signs in. */
export function enforce(policy: Policy, services: Services): Middleware {
  switch (policy.who) {
    case 'anyone':
    case 'ticket-holder':
      return (_ctx, next) => next();
    case 'person':
      return requirePerson(services);
    case 'console':
      return requireConsole(services, policy.role);
    case 'token':
      return requireToken(services, policy.scope);
  }
}

function requireToken(services: Services, scope: Scope): Middleware {
  return async (ctx, next) => {
    const text = /^Bearer ([\w-]+)$/i.exec(ctx.get('Authorization'))?.[1];
    const token = text === undefined ? null : await findApiToken(text, services.now());
    if (token === null)
      throw new AppError('unauthenticated', 'Send a valid API token: Authorization: Bearer ….');
    if (!token.scopes.includes(scope)) {
      const message = `This API token has not the scope "${scope}".`;
      throw new AppError('scope_missing', message, { details: { scope } });
    }
    ctx.state.token = token;
    return next();
  };
}

/** A person who is not signed in is sent to the app's own page, where the next step is. */
function requirePerson(services: Services): Middleware {
  return async (ctx, next) => {
    const cookie = readCookie(ctx, 'person');
    const user = cookie ? await findSessionUser(cookie, services.now()) : null;
    if (user === null) return toSignIn(ctx, `/a/${encodeURIComponent(ctx.params.slug ?? '')}`);
    ctx.state.user = user;
    const helped = readCookie(ctx, 'helped');
    if (helped) await noteHelped(services, { cookie: helped, user }, services.now());
    return next();
  };
}

function requireConsole(services: Services, role: Role): Middleware {
  return async (ctx, next) => {
    const cookie = readCookie(ctx, 'console');
    const administrator = cookie ? await findSessionAdministrator(cookie, services.now()) : null;
    if (administrator === null) {
      return toSignIn(ctx, (await hasAdministrator()) ? '/console/sign-in' : '/console/setup');
    }
    ctx.state.administrator = administrator;
    if (role === 'admin' && administrator.role !== 'admin') {
      throw new AppError('scope_missing', 'Only an administrator may do this.');
    }
    return next();
  };
}

/** Only what shows a page sends elsewhere; what would change something is refused. */
function toSignIn(ctx: Context, path: string): void {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
    throw new AppError('unauthenticated', 'Sign in first.');
  }
  ctx.redirect(path);
}
