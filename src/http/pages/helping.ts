import { z } from 'zod';
import { findSessionAdministrator } from '../../accounts/sessions.js';
import type { App } from '../../apps/model.js';
import { type AppError, isAppError } from '../../errors.js';
import type { Block } from '../../guides/document/document.js';
import type { HelpSession } from '../../helping/model.js';
import {
  endHelp,
  findHelpersHelp,
  helpSessionMs,
  joinHelp,
  typeNumber,
} from '../../helping/sessions.js';
import { plainNumber } from '../../identity/typed.js';
import { findStage } from '../../registrations/stage.js';
import type { Context, Handler } from '../context.js';
import { clearCookie, readCookie, writeCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { platformOf, readDevice } from './device.js';
import { liveGuide } from './live-guide.js';
import type { PersonPages } from './page-data.js';
import { appInPath, appPage, seeOther } from './person.js';

type Page = PersonPages['pages/helping'];

/** The helper's screen: the code, the number, then what the owner does now. */
export function showHelping(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const session = await sessionOf(ctx, services, app);
    await show(ctx, services, app, session, { problem: null, typed: session?.number ?? '' });
  };
}

const codeForm = z.strictObject({ csrf: z.string(), code: z.string().max(40) });

/** Joins the two screens. */
export function join(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { code } = parse(codeForm, ctx.request.body);
    const now = services.now();
    const administrator = await findSessionAdministrator(readCookie(ctx, 'console') ?? '', now);
    const helper = administrator === null ? '' : `admin:${administrator.name}`;
    const { address } = ctx.state;
    const visit = readCookie(ctx, 'visit') ?? '';
    try {
      const cookie = await joinHelp({ app, code, helper, address, visit }, now);
      writeCookie(ctx, 'helping', cookie, helpSessionMs);
      seeOther(ctx, `/a/${app.slug}/helping`);
    } catch (error) {
      if (!isAppError(error, 'help_code_wrong') && !isAppError(error, 'rate_limited')) throw error;
      ctx.status = statusOf[error.code];
      await show(ctx, services, app, null, { problem: problemOf(ctx, error), typed: code });
    }
  };
}

const numberForm = z.strictObject({ csrf: z.string(), number: z.string().max(200) });

/** The helper types the owner's number; the password is asked for on the owner's screen alone. */
export function typeOwnersNumber(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { number } = parse(numberForm, ctx.request.body);
    const session = await sessionOf(ctx, services, app);
    if (session !== null) await typeNumber(session, plainNumber(number).slice(0, 64));
    seeOther(ctx, `/a/${app.slug}/helping`);
  };
}

/** The helper leaves. */
export function endHelping(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const session = await sessionOf(ctx, services, app);
    if (session !== null) await endHelp(session);
    clearCookie(ctx, 'helping');
    seeOther(ctx, `/a/${app.slug}/helping`);
  };
}

function sessionOf(ctx: Context, services: Services, app: App): Promise<HelpSession | null> {
  return findHelpersHelp(app, readCookie(ctx, 'helping') ?? '', services.now());
}

function problemOf(ctx: Context, { code, details }: AppError): Page['problem'] {
  if (code === 'help_code_wrong') return { text: 'error.help_code_wrong' };
  const seconds = Number(details.retryAfterSeconds ?? 60);
  ctx.set('Retry-After', String(seconds));
  return { text: 'register.wait', minutes: Math.ceil(seconds / 60) };
}

async function show(
  ctx: Context,
  services: Services,
  app: App,
  session: HelpSession | null,
  rest: Pick<Page, 'problem' | 'typed'>,
): Promise<void> {
  const step = await stepOf(session);
  await services.views.show(ctx, 'pages/helping', {
    ...appPage(app, null),
    ...rest,
    now: step,
    device: session === null ? null : readDevice(session.userAgent),
    blocks:
      session !== null && step === 'registered' ? await steps(ctx, services, app, session) : [],
  });
}

async function stepOf(session: HelpSession | null): Promise<Page['now']> {
  if (session === null) return 'code';
  if (session.userId !== null) return (await findStage(session.userId)).stage;
  return session.number === '' ? 'number' : 'password';
}

/** How the owner's device installs it, as the guide says it. */
async function steps(
  ctx: Context,
  services: Services,
  app: App,
  session: HelpSession,
): Promise<Block[]> {
  const platform = platformOf(readDevice(session.userAgent));
  const { documents } = await liveGuide(services, app, '');
  const { parts } = documents[ctx.state.locale];
  return parts.find(({ id }) => id === `install-${platform}`)?.blocks ?? [];
}
