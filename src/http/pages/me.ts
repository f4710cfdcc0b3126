import { z } from 'zod';
import { endSessionsOfUsers, listSessions } from '../../accounts/sessions.js';
import { listConsents, withdrawConsents } from '../../agreements/consents.js';
import {
  askForCorrection,
  correctionsOf,
  longestCorrection,
} from '../../agreements/corrections.js';
import { isAppError } from '../../errors.js';
import { endHelpOf } from '../../helping/sessions.js';
import { leave } from '../../registrations/leave.js';
import type { Context, Handler } from '../context.js';
import { clearCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import { beginVisit } from '../form-token.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { PersonPages } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { sendsCodes } from './phone-words.js';

type Page = PersonPages['pages/me'];

/** What is kept of a person, and what they may do about it. */
export function showMe(services: Services): Handler {
  return async (ctx) => show(ctx, services, await personHere(ctx), null);
}

/** Signs the person out on every device, this one included. */
export function signOutEverywhere(): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    await endSessionsOfUsers([user.id]);
    forgetBrowser(ctx);
    seeOther(ctx, `/a/${app.slug}`);
  };
}

const correctionForm = z.strictObject({ csrf: z.string(), text: z.string().max(20_000) });

/** Keeps what the person asks to have corrected. */
export function askToCorrect(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    const text = parse(correctionForm, ctx.request.body).text.trim();
    const problem = await correctionProblem(here, text);
    if (problem === null) return seeOther(ctx, `/a/${here.app.slug}/me?asked=yes#corrections`);
    ctx.status = statusOf.invalid_request;
    await show(ctx, services, here, { text: problem, typed: text });
  };
}

type ProblemText = NonNullable<Page['problem']>['text'];

async function correctionProblem({ user }: PersonHere, text: string): Promise<ProblemText | null> {
  if (text === '') return 'me.correct.missing';
  if (text.length > longestCorrection) return 'me.correct.long';
  try {
    await askForCorrection(user, text);
    return null;
  } catch (error) {
    if (isAppError(error, 'rate_limited')) return 'me.correct.enough';
    throw error;
  }
}

/** What withdrawing consent means, with the one button. */
export function showWithdrawConsent(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    await services.views.show(ctx, 'pages/withdraw-consent', appPage(app, user));
  };
}

export function withdrawConsent(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    const origin = { address: ctx.state.address, userAgent: ctx.get('User-Agent') };
    await withdrawConsents(services, { user, origin }, services.now());
    const { stage } = await personHere(ctx);
    seeOther(ctx, nextPath(app.slug, stage));
  };
}

/** What leaving means, with the one button. */
export function showLeaveForGood(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    await services.views.show(ctx, 'pages/leave-for-good', appPage(app, user));
  };
}

export function leaveForGood(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    await leave(services, user);
    await endHelpOf(user);
    forgetBrowser(ctx);
    seeOther(ctx, `/a/${app.slug}`);
  };
}

function forgetBrowser(ctx: Context): void {
  clearCookie(ctx, 'person');
  beginVisit(ctx);
}

async function show(
  ctx: Context,
  services: Services,
  { app, user, stage, phone }: PersonHere,
  problem: Page['problem'],
): Promise<void> {
  const { locale } = ctx.state;
  const [consents, corrections, sessions] = await Promise.all([
    listConsents(user.id),
    correctionsOf(user.id),
    listSessions(user.id, services.now()),
  ]);
  await services.views.show(ctx, 'pages/me', {
    ...appPage(app, user),
    details: { number: user.number, name: user.name, department: user.department, phone },
    changesPhone: stage === 'registered' && sendsCodes(services),
    consents: consents.map(({ agreement, action, at }) => ({
      title: agreement?.texts[locale].title ?? '',
      version: agreement?.version ?? 0,
      href: `/a/${app.slug}/agreements/${agreement?.kind}?version=${agreement?.version}`,
      action,
      at,
    })),
    agreed: consents.length > 0 && stage !== 'agree',
    corrections: corrections.map(({ text, createdAt, closedAt }) => ({
      text,
      createdAt,
      closedAt,
    })),
    sessions: sessions.map(({ createdAt }) => createdAt),
    asked: ctx.query.asked === 'yes',
    problem,
  });
}
