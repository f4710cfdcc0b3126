import { z } from 'zod';
import { numberAccount } from '../../accounts/attempts.js';
import type { User } from '../../accounts/model.js';
import { beginPersonSession, personSessionMs } from '../../accounts/sessions.js';
import { type SignIn, signInPerson } from '../../accounts/sign-in.js';
import type { App } from '../../apps/model.js';
import { type AppError, isAppError } from '../../errors.js';
import { plainNumber } from '../../identity/typed.js';
import { findStage } from '../../registrations/stage.js';
import type { Context, Handler } from '../context.js';
import { writeCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import { beginVisit } from '../form-token.js';
import { browserOf, keepBrowser } from '../known-browser.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import type { PersonPages } from './page-data.js';
import { appInPath, appPage, nextPath, seeOther, visitor } from './person.js';

type Problem = PersonPages['pages/register']['problem'];

const form = z.strictObject({
  csrf: z.string(),
  number: z.string().max(200),
  password: z.string().max(1000),
});

/** The page that asks for number and password; who is signed in goes on. */
export function showRegister(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const user = await visitor(ctx, services);
    if (user !== null) {
      const { stage } = await findStage(user.id);
      return ctx.redirect(nextPath(app.slug, stage));
    }
    await show(ctx, services, app, { number: queriedNumber(ctx), problem: null });
  };
}

/** Proves who a person is, begins their session and sends them on. */
export function register(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { number, password } = parse(form, ctx.request.body);
    const missing = missingField(number, password);
    if (missing !== null) {
      ctx.status = statusOf.invalid_request;
      return show(ctx, services, app, { number, problem: missing });
    }
    const { address } = ctx.state;
    const browser = await browserOf(ctx, services, accountOf(number));
    const signedIn = await attempt(services, { number, password, address, browser });
    if ('refusal' in signedIn) {
      ctx.status = statusOf[signedIn.refusal.code];
      const problem = problemOf(ctx, signedIn.refusal);
      return show(ctx, services, app, { number, problem });
    }
    keepBrowser(ctx, services, accountOf(number));
    await goOn(ctx, services, app, signedIn.user);
  };
}

function accountOf(number: string): string {
  return numberAccount(plainNumber(number));
}

/** As a helper typed it for the owner of this screen. */
function queriedNumber(ctx: Context): string {
  const { number } = ctx.query;
  return typeof number === 'string' ? number.slice(0, 64) : '';
}

function missingField(number: string, password: string): Problem {
  if (number.trim() === '') return { field: 'number', text: 'register.number.missing' };
  return password === '' ? { field: 'password', text: 'register.password.missing' } : null;
}

const shownAtTheForm = ['credentials_wrong', 'rate_limited', 'directory_unavailable'] as const;

async function attempt(
  services: Services,
  input: SignIn,
): Promise<{ user: User } | { refusal: AppError }> {
  try {
    return { user: await signInPerson(services, input, services.now()) };
  } catch (error) {
    if (!shownAtTheForm.some((code) => isAppError(error, code))) throw error;
    return { refusal: error as AppError };
  }
}

function problemOf(ctx: Context, { code, details }: AppError): Problem {
  if (code === 'directory_unavailable') {
    return { field: 'number', text: 'error.directory_unavailable' };
  }
  if (code !== 'rate_limited') return { field: 'number', text: 'error.credentials_wrong' };
  const seconds = Number(details.retryAfterSeconds ?? 60);
  ctx.set('Retry-After', String(seconds));
  return { field: 'number', text: 'register.wait', minutes: Math.ceil(seconds / 60) };
}

async function goOn(ctx: Context, services: Services, app: App, user: User): Promise<void> {
  const { stage } = await findStage(user.id);
  if (stage === 'suspended') {
    return showNotice(ctx, services, { app, user, code: 'registration_suspended' });
  }
  const cookie = await beginPersonSession(user.id, services.now());
  writeCookie(ctx, 'person', cookie, personSessionMs);
  beginVisit(ctx);
  seeOther(ctx, nextPath(app.slug, stage));
}

function show(
  ctx: Context,
  services: Services,
  app: App,
  data: Pick<PersonPages['pages/register'], 'number' | 'problem'>,
): Promise<void> {
  return services.views.show(ctx, 'pages/register', { ...appPage(app, null), ...data });
}
