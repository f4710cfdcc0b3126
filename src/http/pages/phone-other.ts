import { z } from 'zod';
import { normaliseMobile } from '../../identity/phone.js';
import { pendingCode, sendCode } from '../../registrations/one-time-codes.js';
import { askForPhone } from '../../registrations/phone-requests.js';
import { phoneHeldByAnother } from '../../registrations/queries.js';
import type { Context, Handler } from '../context.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { CodeProblem } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { bindProven, whoWaits } from './phone.js';
import { mayNamePhone, problemIn } from './phone-words.js';
import { sentToTheirStage, toldNumberTaken } from './their-stage.js';

/** Where a person types a phone the directory has not, and proves it by a code. */
export function showOtherPhone(services: Services): Handler {
  return async (ctx) => {
    const here = await whoMayName(ctx, services);
    if (here !== null) await show(ctx, services, here, '', null);
  };
}

/** Sends the code; that another has this phone bound is told only to who proves they have it. */
export function nameOtherPhone(services: Services): Handler {
  return async (ctx) => {
    const here = await whoMayName(ctx, services);
    if (here === null) return;
    const { number } = parse(form, ctx.request.body);
    const phone = normaliseMobile(number);
    if (phone === null) {
      ctx.status = statusOf.invalid_request;
      return show(ctx, services, here, number, { text: 'phone.number.wrong' });
    }
    const { locale } = ctx.state;
    const what = { userId: here.user.id, purpose: 'bind', phone, locale } as const;
    const problem = await problemIn(ctx, sendCode(services.codes, what, services.now()));
    if (problem !== null) return show(ctx, services, here, number, problem);
    seeOther(ctx, nextPath(here.app.slug, 'phone'));
  };
}

/** Puts a proven phone that another has bound before the administrators; never moves it. */
export function claimPhone(services: Services): Handler {
  return async (ctx) => {
    const waiting = await whoWaits(ctx, services);
    if (waiting === null) return;
    const { here, pending } = waiting;
    const { user, app } = here;
    if (!pending.proven) return seeOther(ctx, nextPath(app.slug, 'phone'));
    const { reason } = parse(claim, ctx.request.body);
    const { phone } = pending;
    if (!(await phoneHeldByAnother(phone, user.id))) return bindProven(ctx, services, here, phone);
    await askForPhone(services, { user, kind: 'claim', phone, reason }, services.now());
    seeOther(ctx, nextPath(app.slug, 'phone'));
  };
}

const form = z.strictObject({ csrf: z.string(), number: z.string().max(60) });
const claim = z.strictObject({ csrf: z.string(), reason: z.string().trim().max(500).default('') });

/** The person, before they are registered, where the organisation lets them; else null, and sent on. */
async function whoMayName(ctx: Context, services: Services): Promise<PersonHere | null> {
  const here = await personHere(ctx);
  if (await sentToTheirStage(ctx, services, here, 'confirm', 'phone')) return null;
  if (await toldNumberTaken(ctx, services, here)) return null;
  if (await mayNamePhone(services)) return here;
  const pending = await pendingCode({ userId: here.user.id, purpose: 'bind' }, services.now());
  ctx.redirect(nextPath(here.app.slug, pending === null ? 'confirm' : 'phone'));
  return null;
}

function show(
  ctx: Context,
  services: Services,
  { app, user }: PersonHere,
  number: string,
  problem: CodeProblem | null,
): Promise<void> {
  const data = { ...appPage(app, user), number, problem };
  return services.views.show(ctx, 'pages/phone-other', data);
}
