import type { User } from '../../accounts/model.js';
import type { App } from '../../apps/model.js';
import { isAppError } from '../../errors.js';
import { activate } from '../../registrations/activate.js';
import { pendingCode, sendCode } from '../../registrations/one-time-codes.js';
import { phoneHeldByAnother } from '../../registrations/queries.js';
import type { Context, Handler } from '../context.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import type { CodeProblem, NoticeCode } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { mayNamePhone, problemIn, sendsCodes } from './phone-words.js';
import { sentToTheirStage, toldNumberTaken } from './their-stage.js';

/** 信息确认: the person checks what the directory says of them. */
export function showConfirm(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'confirm', 'phone')) return;
    if (await toldNumberTaken(ctx, services, here)) return;
    const { app, user } = here;
    const obstacle = await phoneProblem(user);
    if (obstacle !== null) return showNotice(ctx, services, { app, user, code: obstacle });
    await show(ctx, services, here, null);
  };
}

/**
 * 「信息无误，开始激活」: sends a code to the phone where a gateway can, and where none can binds it at
 * the directory's word.
 */
export function confirm(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    // Who is registered already may tap again; who has to agree first does that first.
    if (here.stage === 'agree') return seeOther(ctx, nextPath(here.app.slug, here.stage));
    const { app, user } = here;
    const phone = user.directoryPhone;
    if (!sendsCodes(services) || phone === null) {
      return activateOrExplain(ctx, services, app, user);
    }
    if (await sentToTheirStage(ctx, services, here, 'confirm', 'phone')) return;
    if (await toldNumberTaken(ctx, services, here)) return;
    const now = services.now();
    const what = { userId: user.id, purpose: 'bind' } as const;
    const { locale } = ctx.state;
    const problem = await problemIn(ctx, sendCode(services.codes, { ...what, phone, locale }, now));
    // Who taps twice has a code on its way.
    const pending = problem === null ? null : await pendingCode(what, now);
    if (problem !== null && pending?.phone !== phone) return show(ctx, services, here, problem);
    seeOther(ctx, nextPath(app.slug, 'phone'));
  };
}

async function show(
  ctx: Context,
  services: Services,
  { app, user, phone }: PersonHere,
  problem: CodeProblem | null,
): Promise<void> {
  const { number, name, department } = user;
  await services.views.show(ctx, 'pages/confirm', {
    ...appPage(app, user),
    details: { number, name, department, phone },
    codes: sendsCodes(services),
    other: await mayNamePhone(services),
    problem,
  });
}

const explained = [
  'phone_missing',
  'phone_taken',
  'number_taken',
  'registration_suspended',
] as const;

async function activateOrExplain(
  ctx: Context,
  services: Services,
  app: App,
  user: User,
): Promise<void> {
  try {
    await activate(services, user, services.now());
  } catch (error) {
    const code = explained.find((each) => isAppError(error, each));
    if (code === undefined) throw error;
    return showNotice(ctx, services, { app, user, code });
  }
  seeOther(ctx, nextPath(app.slug, 'registered'));
}

/** A page with a dead button helps nobody: what would be refused is said beforehand. */
async function phoneProblem(user: User): Promise<NoticeCode | null> {
  if (user.directoryPhone === null) return 'phone_missing';
  return (await phoneHeldByAnother(user.directoryPhone, user.id)) ? 'phone_taken' : null;
}
