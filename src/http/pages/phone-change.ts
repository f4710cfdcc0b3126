import { z } from 'zod';
import { isFresh, noteAuthentication } from '../../accounts/freshness.js';
import type { User } from '../../accounts/model.js';
import { signInPerson } from '../../accounts/sign-in.js';
import { AppError, isAppError } from '../../errors.js';
import { normaliseMobile } from '../../identity/phone.js';
import { beginChange, boundPhone } from '../../registrations/change-phone.js';
import { sendCode } from '../../registrations/one-time-codes.js';
import { openRequestOf } from '../../registrations/phone-requests.js';
import type { Context, Handler } from '../context.js';
import { readCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { PersonPages } from './page-data.js';
import { appPage, nextPath, type PersonHere, personHere, seeOther } from './person.js';
import { problemIn, sendsCodes } from './phone-words.js';
import { sentToTheirStage } from './their-stage.js';

type ChangePage = PersonPages['pages/phone-change'];

/** Where a registered person names the phone they have now, and proves again who they are. */
export function showPhoneChange(services: Services): Handler {
  return async (ctx) => {
    const here = await whoMayChange(ctx, services);
    if (here === null) return;
    const asked = await openRequestOf(here.user.id);
    if (asked === null) return show(ctx, services, here, '', null);
    const kind = asked.kind === 'lost' ? 'lost' : 'claim';
    const data = {
      ...appPage(here.app, here.user),
      kind,
      phone: here.phone,
      other: false,
    } as const;
    await services.views.show(ctx, 'pages/phone-asked', data);
  };
}

/** Who they are, and which phone: then a code goes to the phone that is bound. */
export function beginPhoneChange(services: Services): Handler {
  return async (ctx) => {
    const here = await whoMayChange(ctx, services);
    if (here === null) return;
    const { number, password } = parse(form, ctx.request.body);
    const phone = normaliseMobile(number);
    const bound = await boundPhone(here.user.id);
    if (phone === null || bound === null || phone === bound) {
      ctx.status = statusOf.invalid_request;
      const text = phone !== null && phone === bound ? 'phone.number.same' : 'phone.number.wrong';
      return show(ctx, services, here, number, { field: 'number', text });
    }
    const doubt = await proven(ctx, services, here.user, password);
    if (doubt !== null) return show(ctx, services, here, number, { field: 'password', ...doubt });
    const now = services.now();
    await beginChange(services, { userId: here.user.id, phone }, now);
    const { locale } = ctx.state;
    const what = { userId: here.user.id, purpose: 'change-old', phone: bound, locale } as const;
    const problem = await problemIn(ctx, sendCode(services.codes, what, now));
    if (problem !== null) {
      return show(ctx, services, here, number, { field: 'number', ...problem });
    }
    seeOther(ctx, `/a/${here.app.slug}/phone/change/old`);
  };
}

/** A registered person at an app with a gateway; anyone else is sent on, and it gives null. */
export async function whoMayChange(ctx: Context, services: Services): Promise<PersonHere | null> {
  const here = await personHere(ctx);
  if (await sentToTheirStage(ctx, services, here, 'registered')) return null;
  if (sendsCodes(services)) return here;
  ctx.redirect(`${nextPath(here.app.slug, 'registered')}`);
  return null;
}

const form = z.strictObject({
  csrf: z.string(),
  number: z.string().max(60),
  password: z.string().max(1000).default(''),
});

/** How this person proves again who they are: on this page, or where their directory asks. */
async function proofOf(
  ctx: Context,
  services: Services,
  { directory }: User,
): Promise<ChangePage['proof']> {
  const theirs = services.directories.find(({ name }) => name === directory);
  if (theirs !== undefined && 'authenticate' in theirs) return 'password';
  const cookie = readCookie(ctx, 'person');
  return cookie && (await isFresh(cookie, services.now())) ? 'fresh' : 'sign-in';
}

type Doubt = Pick<NonNullable<ChangePage['problem']>, 'text' | 'minutes'>;

async function proven(
  ctx: Context,
  services: Services,
  user: User,
  password: string,
): Promise<Doubt | null> {
  const proof = await proofOf(ctx, services, user);
  if (proof === 'fresh') return null;
  if (proof === 'sign-in') return { text: 'phone.change.sign-in' };
  try {
    const { address } = ctx.state;
    const signIn = { number: user.number, password, address };
    const again = await signInPerson(services, signIn, services.now());
    if (again.id !== user.id) throw new AppError('credentials_wrong', 'This is somebody else.');
    await noteAuthentication(readCookie(ctx, 'person') ?? '', services.now());
    return null;
  } catch (error) {
    if (isAppError(error, 'credentials_wrong')) {
      ctx.status = statusOf.credentials_wrong;
      return { text: 'phone.password.wrong' };
    }
    if (isAppError(error, 'directory_unavailable')) {
      ctx.status = statusOf.directory_unavailable;
      return { text: 'error.directory_unavailable' };
    }
    return problemIn(ctx, Promise.reject(error));
  }
}

async function show(
  ctx: Context,
  services: Services,
  { app, user, phone }: PersonHere,
  number: string,
  problem: ChangePage['problem'],
): Promise<void> {
  const proof = await proofOf(ctx, services, user);
  // The directory asks for the password there, also where it still knows this browser.
  const signIn = `/a/${app.slug}/sign-in/${user.directory}?fresh=yes&next=phone/change`;
  const data = { ...appPage(app, user), phone, number, proof, signIn, problem };
  await services.views.show(ctx, 'pages/phone-change', data);
}
