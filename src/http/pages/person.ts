import type { User } from '../../accounts/model.js';
import { findSessionUser } from '../../accounts/sessions.js';
import { findApp } from '../../apps/apps.js';
import type { App } from '../../apps/model.js';
import { maskPhone } from '../../identity/phone.js';
import type { Registration } from '../../registrations/model.js';
import { findRegistration } from '../../registrations/queries.js';
import { type Context, signedInUser } from '../context.js';
import { readCookie } from '../cookies.js';
import type { Services } from '../services.js';
import type { AppPage } from './page-data.js';

/** The app named in the path. Throws `not_found`. */
export function appInPath(ctx: Context): Promise<App> {
  return findApp(ctx.params.slug ?? '');
}

/** Who is signed in, on a page that anyone may see. */
export async function visitor(ctx: Context, services: Services): Promise<User | null> {
  const cookie = readCookie(ctx, 'person');
  return cookie ? findSessionUser(cookie, services.now()) : null;
}

/** What every page of an app is drawn from. */
export function appPage(app: App, user: User | null): AppPage {
  return {
    app: { slug: app.slug, name: app.name },
    person: user === null ? null : { name: user.name, number: user.number },
  };
}

/** How far a person is here. Without a phone they confirm their details again. */
export type Stage = 'confirm' | 'registered' | 'suspended';

export function stageOf(registration: Registration | null): Stage {
  if (registration?.state === 'suspended') return 'suspended';
  return registration?.phone ? 'registered' : 'confirm';
}

/** The page on which a person goes on. */
export function nextPath(slug: string, stage: Stage): string {
  return `/a/${slug}/${stage === 'confirm' ? 'confirm' : 'registered'}`;
}

/** The signed-in person with how far they are. */
export async function personHere(
  ctx: Context,
): Promise<{ app: App; user: User; stage: Stage; phone: string }> {
  const app = await appInPath(ctx);
  const user = signedInUser(ctx);
  const registration = await findRegistration(user.id);
  const phone = registration?.phone ?? user.directoryPhone;
  return { app, user, stage: stageOf(registration), phone: phone ? maskPhone(phone) : '' };
}

/** After a form: the browser shows the page it asks for, and going back does not send the form again. */
export function seeOther(ctx: Context, path: string): void {
  ctx.redirect(path);
  ctx.status = 303;
}
