import { countAttempt } from '../../accounts/attempts.js';
import {
  beginHelp,
  codeIn,
  endHelp,
  findOwnersHelp,
  helpSessionMs,
} from '../../helping/sessions.js';
import { findStage } from '../../registrations/stage.js';
import type { Context, Handler } from '../context.js';
import { clearCookie, readCookie, writeCookie } from '../cookies.js';
import type { Services } from '../services.js';
import { addressOf } from './landing.js';
import { appInPath, appPage, nextPath, seeOther, visitor } from './person.js';

/** The owner's screen while someone helps: the code to read out, then what the helper typed. */
export function showHelped(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const user = await visitor(ctx, services);
    const cookie = readCookie(ctx, 'helped') ?? '';
    const session = await findOwnersHelp(app, cookie, services.now());
    if (user !== null && session?.helperHash != null) {
      const { stage } = await findStage(user.id);
      return ctx.redirect(nextPath(app.slug, stage));
    }
    const waiting = session !== null && session.helperHash === null;
    await services.views.show(ctx, 'pages/helped', {
      ...appPage(app, null),
      now: session === null ? 'begin' : waiting ? 'waiting' : session.number ? 'number' : 'joined',
      code: waiting ? codeIn(cookie) : '',
      number: session?.number ?? '',
      address: `${addressOf(services, app)}/helping`.replace('https://', ''),
    });
  };
}

/** The owner asks for help: a code appears. */
export function askForHelp(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { address } = ctx.state;
    // Or one screen could take all the places of those who wait.
    const asking = { account: `help-ask:${readCookie(ctx, 'visit') ?? ''}`, address };
    await countAttempt(asking, services.now());
    const cookie = await beginHelp(app, ctx.get('User-Agent'), services.now());
    writeCookie(ctx, 'helped', cookie, helpSessionMs);
    seeOther(ctx, `/a/${app.slug}/helped`);
  };
}

/** The owner goes on alone. */
export function endHelped(services: Services): Handler {
  return async (ctx: Context) => {
    const app = await appInPath(ctx);
    const session = await findOwnersHelp(app, readCookie(ctx, 'helped') ?? '', services.now());
    if (session !== null) await endHelp(session);
    clearCookie(ctx, 'helped');
    seeOther(ctx, `/a/${app.slug}`);
  };
}
