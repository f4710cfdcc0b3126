import { z } from 'zod';
import { isAppError } from '../../errors.js';
import { maskPhone } from '../../identity/phone.js';
import { activate } from '../../registrations/activate.js';
import {
  codeMinutes,
  type PendingCode,
  pendingCode,
  sendCode,
  useCode,
} from '../../registrations/one-time-codes.js';
import { openRequestOf } from '../../registrations/phone-requests.js';
import type { Context, Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { showNotice } from './notice.js';
import type { CodeProblem } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { mayNamePhone, problemIn } from './phone-words.js';
import { sentToTheirStage, toldNumberTaken } from './their-stage.js';

/** One field, pasted or typed, in any width. */
export const codeForm = z.strictObject({ csrf: z.string(), code: z.string().max(40) });

/** The page that waits for the code, after the details were confirmed. */
export function showPhone(services: Services): Handler {
  return async (ctx) => {
    const waiting = await whoWaits(ctx, services);
    if (waiting === null) return;
    const { here, pending } = waiting;
    const asked = await openRequestOf(here.user.id);
    if (asked === null && !pending.proven) return showCode(ctx, services, waiting, null);
    const page = appPage(here.app, here.user);
    const other = await mayNamePhone(services);
    if (asked === null) {
      const phone = maskPhone(pending.phone);
      return services.views.show(ctx, 'pages/phone-taken', { ...page, phone, other });
    }
    const kind = asked.kind === 'lost' ? 'lost' : 'claim';
    const data = { ...page, kind, phone: maskPhone(asked.phone), other } as const;
    await services.views.show(ctx, 'pages/phone-asked', data);
  };
}

/** The right code binds the phone it was sent to, and the person is registered. */
export function provePhone(services: Services): Handler {
  return async (ctx) => {
    const waiting = await whoWaits(ctx, services);
    if (waiting === null) return;
    const { user } = waiting.here;
    const { phone } = waiting.pending;
    const { code } = parse(codeForm, ctx.request.body);
    const what = { userId: user.id, purpose: 'bind', phone, typed: code } as const;
    const problem = await problemIn(ctx, useCode(services.codes, what, services.now()));
    if (problem !== null) return showCode(ctx, services, waiting, problem);
    await bindProven(ctx, services, waiting.here, phone);
  };
}

export function resendCode(services: Services): Handler {
  return async (ctx) => {
    const waiting = await whoWaits(ctx, services);
    if (waiting === null) return;
    const { here, pending } = waiting;
    const { locale } = ctx.state;
    const what = { userId: here.user.id, purpose: 'bind', phone: pending.phone, locale } as const;
    const problem = await problemIn(ctx, sendCode(services.codes, what, services.now()));
    if (problem !== null) return showCode(ctx, services, waiting, problem);
    seeOther(ctx, `${nextPath(here.app.slug, 'phone')}?sent=1`);
  };
}

/** Binds a phone that its code proved; one that is bound to another stays theirs, and the page says so. */
export async function bindProven(
  ctx: Context,
  services: Services,
  { app, user }: PersonHere,
  phone: string,
): Promise<void> {
  try {
    await activate(services, user, services.now(), { phone, proven: true });
  } catch (error) {
    const code = final.find((each) => isAppError(error, each));
    if (code !== undefined) return showNotice(ctx, services, { app, user, code });
    if (!isAppError(error, 'phone_taken')) throw error;
    return seeOther(ctx, nextPath(app.slug, 'phone'));
  }
  seeOther(ctx, nextPath(app.slug, 'registered'));
}

/** Refusals that no other phone mends. */
const final = ['registration_suspended', 'number_taken'] as const;

export interface Waiting {
  here: PersonHere;
  pending: PendingCode;
}

/** Who has a code on its way; anyone else is sent to their page, and it gives null. */
export async function whoWaits(ctx: Context, services: Services): Promise<Waiting | null> {
  const here = await personHere(ctx);
  if (await sentToTheirStage(ctx, services, here, 'phone')) return null;
  if (await toldNumberTaken(ctx, services, here)) return null;
  const what = { userId: here.user.id, purpose: 'bind' } as const;
  const pending = await pendingCode(what, services.now());
  if (pending !== null) return { here, pending };
  ctx.redirect(nextPath(here.app.slug, 'confirm'));
  return null;
}

async function showCode(
  ctx: Context,
  services: Services,
  { here, pending }: Waiting,
  problem: CodeProblem | null,
): Promise<void> {
  await services.views.show(ctx, 'pages/phone-code', {
    ...appPage(here.app, here.user),
    purpose: 'bind',
    phone: maskPhone(pending.phone),
    action: nextPath(here.app.slug, 'phone'),
    sent: problem === null && ctx.query.sent === '1',
    minutes: codeMinutes,
    other: await mayNamePhone(services),
    problem,
  });
}
