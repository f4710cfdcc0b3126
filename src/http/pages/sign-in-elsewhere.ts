import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { endSessionOfTicket } from '../../accounts/sessions.js';
import { signInReturned } from '../../accounts/sign-in.js';
import type { App } from '../../apps/model.js';
import { AppError } from '../../errors.js';
import { readLogoutRequest } from '../../identity/cas.js';
import type { RedirectDirectory } from '../../identity/directory.js';
import { signInFailed } from '../../identity/unavailable.js';
import type { Context, Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { goOn } from './begin-session.js';
import { appInPath } from './person.js';
import { keepRedirectState, redirectMs, takeRedirectState } from './redirect-state.js';
import { showRegisterPage } from './register.js';
import { signInProblem } from './sign-in-problem.js';

const beginning = z.object({
  /** `yes`: the password is asked for even where the directory still knows this browser. */
  fresh: z.enum(['yes', 'no']).catch('no'),
  /** A page of this app and nothing else, so that no link leads a person elsewhere. */
  next: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z-]*(\/[a-z-]+)?$/)
    .catch(''),
});

/**
 * Sends the browser to the directory's own page. A link leads here and never a form: our policy
 * (`form-action 'self'`) would stop a form that ends elsewhere.
 */
export function beginElsewhere(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const directory = directoryInPath(ctx, services);
    const { fresh, next } = parse(beginning, ctx.query);
    const visit = {
      callbackUrl: callbackUrl(services, app, directory),
      state: randomBytes(24).toString('base64url'),
      fresh: fresh === 'yes',
    };
    try {
      const { url, proof } = await directory.begin(visit);
      const { state } = visit;
      const until = services.now().getTime() + redirectMs;
      const kept = { slug: app.slug, directory: directory.name, state, next, until };
      keepRedirectState(ctx, services.formKeys, {
        ...kept,
        fresh: visit.fresh,
        proof: { ...proof },
      });
      ctx.redirect(url);
    } catch (error) {
      const problem = signInProblem(ctx, error, 'ways');
      await showRegisterPage(ctx, services, app, { number: '', problem });
    }
  };
}

/** Where the browser comes back to. */
export function finishElsewhere(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const directory = directoryInPath(ctx, services);
    try {
      await finish(ctx, services, app, directory);
    } catch (error) {
      const problem = signInProblem(ctx, error, 'ways');
      await showRegisterPage(ctx, services, app, { number: '', problem });
    }
  };
}

async function finish(
  ctx: Context,
  services: Services,
  app: App,
  directory: RedirectDirectory,
): Promise<void> {
  const kept = await takeRedirectState(ctx, services.formKeys, services.now());
  const query = new URLSearchParams(ctx.querystring);
  const isOurs =
    kept?.slug === app.slug &&
    kept.directory === directory.name &&
    kept.state === query.get('state');
  if (kept === null || !isOurs) throw signInFailed('the browser came back with another state');
  const { state, fresh, proof, next } = kept;
  const { address } = ctx.state;
  const returned = { callbackUrl: callbackUrl(services, app, directory), query, address };
  const { user, ticket } = await signInReturned(
    directory,
    { ...returned, state, fresh, proof },
    services.now(),
  );
  await goOn(ctx, services, { app, user, proof: { fresh, ticket }, next });
}

const logout = z.object({ logoutRequest: z.string().max(20_000) });

/**
 * Single logout (CAS 3.0, 2.3.3), from the directory's server to the address of the service. The
 * ticket it names is the secret; whatever else comes is answered alike.
 */
export function endElsewhere(services: Services): Handler {
  return async (ctx) => {
    await appInPath(ctx);
    directoryInPath(ctx, services);
    const ticket = readLogoutRequest(parse(logout, ctx.request.body).logoutRequest);
    if (ticket !== null) await endSessionOfTicket(ticket);
    ctx.status = 204;
  };
}

function directoryInPath(ctx: Context, services: Services): RedirectDirectory {
  const { directory: name } = ctx.params;
  const found = services.directories.find((directory) => directory.name === name);
  if (found?.kind === 'redirect') return found;
  throw new AppError('not_found', 'There is no such way to sign in.');
}

/** The external address, never that of the request. */
function callbackUrl(services: Services, app: App, directory: RedirectDirectory): string {
  return `${services.config.PUBLIC_URL}/a/${app.slug}/sign-in/${directory.name}/callback`;
}
