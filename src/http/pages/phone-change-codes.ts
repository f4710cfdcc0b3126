import { z } from 'zod';
import { isAppError } from '../../errors.js';
import { maskPhone } from '../../identity/phone.js';
import {
  begunChange,
  boundPhone,
  finishChange,
  noteLostPhone,
  noteOldPhone,
} from '../../registrations/change-phone.js';
import { codeMinutes, sendCode, useCode } from '../../registrations/one-time-codes.js';
import type { PhoneRequest } from '../../registrations/phone-model.js';
import { askForPhone } from '../../registrations/phone-requests.js';
import type { Context, Handler } from '../context.js';
import { readCookie } from '../cookies.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { tellPhones } from '../tell-phones.js';
import type { CodeProblem } from './page-data.js';
import { appPage, type PersonHere, seeOther } from './person.js';
import { codeForm } from './phone.js';
import { whoMayChange } from './phone-change.js';
import { problemIn } from './phone-words.js';

type Which = 'old' | 'new';

/** The page that waits for the code sent to the old, or to the new phone. */
export function showChangeCode(services: Services, which: Which): Handler {
  return async (ctx) => {
    const changing = await whoChanges(ctx, services);
    if (changing !== null) await show(ctx, services, changing, which, null);
  };
}

export function resendChangeCode(services: Services, which: Which): Handler {
  return async (ctx) => {
    const changing = await whoChanges(ctx, services);
    if (changing === null) return;
    const problem = await problemIn(ctx, send(ctx, services, changing, which));
    if (problem !== null) return show(ctx, services, changing, which, problem);
    seeOther(ctx, `${pathOf(changing, which)}?sent=1`);
  };
}

/** The old phone is proven: the same for the new one. */
export function proveOldPhone(services: Services): Handler {
  return async (ctx) => {
    const changing = await whoChanges(ctx, services);
    if (changing === null) return;
    const problem = await problemIn(ctx, use(ctx, services, changing, 'old'));
    if (problem !== null) return show(ctx, services, changing, 'old', problem);
    await noteOldPhone(changing.begun, services.now());
    await goOnWithNew(ctx, services, changing);
  };
}

/** The old phone is gone: the new one is proven, and an administrator decides. */
export function reportLostPhone(services: Services): Handler {
  return async (ctx) => {
    const changing = await whoChanges(ctx, services);
    if (changing === null) return;
    const { reason } = parse(lost, ctx.request.body);
    await noteLostPhone(changing.begun, reason);
    await goOnWithNew(ctx, services, changing);
  };
}

/** The new phone is proven too: it is bound, or the wish goes to the administrators. */
export function proveNewPhone(services: Services): Handler {
  return async (ctx) => {
    const changing = await whoChanges(ctx, services);
    if (changing === null) return;
    const { here, begun } = changing;
    const change = `/a/${here.app.slug}/phone/change`;
    if (begun.oldProvenAt === null && begun.kind !== 'lost') return seeOther(ctx, change);
    const problem = await problemIn(ctx, use(ctx, services, changing, 'new'));
    if (problem !== null) return show(ctx, services, changing, 'new', problem);
    seeOther(ctx, (await bound(ctx, services, changing)) ? `${change}/done` : change);
  };
}

/** The phone was changed: which one it is now. */
export function showPhoneChanged(services: Services): Handler {
  return async (ctx) => {
    const here = await whoMayChange(ctx, services);
    if (here === null) return;
    const data = { ...appPage(here.app, here.user), phone: here.phone };
    await services.views.show(ctx, 'pages/phone-changed', data);
  };
}

const lost = z.strictObject({ csrf: z.string(), reason: z.string().trim().max(500).default('') });

interface Changing {
  here: PersonHere;
  begun: PhoneRequest;
  /** The bound phone, E.164. */
  old: string;
}

async function whoChanges(ctx: Context, services: Services): Promise<Changing | null> {
  const here = await whoMayChange(ctx, services);
  if (here === null) return null;
  const begun = await begunChange(here.user.id, services.now());
  const old = await boundPhone(here.user.id);
  if (begun !== null && old !== null) return { here, begun, old };
  seeOther(ctx, `/a/${here.app.slug}/phone/change`);
  return null;
}

/** True where the phone was bound; false where an administrator decides. */
async function bound(ctx: Context, services: Services, changing: Changing): Promise<boolean> {
  const { here, begun } = changing;
  const { user } = here;
  const now = services.now();
  const { phone, kind, reason } = begun;
  if (begun.oldProvenAt === null) {
    await askForPhone(
      services,
      { user, kind: kind === 'lost' ? kind : 'claim', phone, reason },
      now,
    );
    return false;
  }
  try {
    const cookie = readCookie(ctx, 'person');
    const before = await finishChange(services, { user, begun, cookie }, now);
    tellPhones(services, { userId: user.id, before, phone, locale: ctx.state.locale });
    return true;
  } catch (error) {
    if (!isAppError(error, 'phone_taken')) throw error;
    await askForPhone(services, { user, kind: 'claim', phone, reason }, now);
    return false;
  }
}

async function goOnWithNew(ctx: Context, services: Services, changing: Changing): Promise<void> {
  const problem = await problemIn(ctx, send(ctx, services, changing, 'new'));
  if (problem !== null) return show(ctx, services, changing, 'new', problem);
  seeOther(ctx, pathOf(changing, 'new'));
}

function send(ctx: Context, services: Services, changing: Changing, which: Which): Promise<void> {
  const { locale } = ctx.state;
  return sendCode(services.codes, { ...codeFor(changing, which), locale }, services.now());
}

function use(ctx: Context, services: Services, changing: Changing, which: Which): Promise<void> {
  const { code } = parse(codeForm, ctx.request.body);
  return useCode(services.codes, { ...codeFor(changing, which), typed: code }, services.now());
}

function codeFor({ here, begun, old }: Changing, which: Which) {
  const phone = which === 'old' ? old : begun.phone;
  return { userId: here.user.id, purpose: `change-${which}`, phone } as const;
}

function pathOf({ here }: Changing, which: Which): string {
  return `/a/${here.app.slug}/phone/change/${which}`;
}

function show(
  ctx: Context,
  services: Services,
  changing: Changing,
  which: Which,
  problem: CodeProblem | null,
): Promise<void> {
  const { here, begun, old } = changing;
  return services.views.show(ctx, 'pages/phone-code', {
    ...appPage(here.app, here.user),
    purpose: `change-${which}`,
    phone: maskPhone(which === 'old' ? old : begun.phone),
    action: pathOf(changing, which),
    sent: problem === null && ctx.query.sent === '1',
    minutes: codeMinutes,
    other: false,
    problem,
  });
}
