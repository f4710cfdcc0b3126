import type { User } from '../../accounts/model.js';
import { findSessionUser } from '../../accounts/sessions.js';
import { findApp } from '../../apps/apps.js';
import type { App } from '../../apps/model.js';
import { maskPhone } from '../../identity/phone.js';
import { findStage, type Stage } from '../../registrations/stage.js';
import { type Context, signedInUser } from '../context.js';
import { readCookie } from '../cookies.js';
import type { Services } from '../services.js';
import { asIpad, type Device, readDevice } from './device.js';
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

/** The page on which a person goes on. */
export function nextPath(slug: string, stage: Stage): string {
  return `/a/${slug}/${pageOf[stage]}`;
}

/** A suspended person is told so on every page. */
const pageOf: Record<Stage, string> = {
  agree: 'agree',
  confirm: 'confirm',
  phone: 'phone',
  registered: 'registered',
  suspended: 'registered',
};

/** The signed-in person at an app, with how far they are. */
export interface PersonHere {
  app: App;
  user: User;
  stage: Stage;
  /** Masked: the bound one, else the directory's; empty where there is none. */
  phone: string;
}

export async function personHere(ctx: Context): Promise<PersonHere> {
  const app = await appInPath(ctx);
  const user = signedInUser(ctx);
  const { stage, registration } = await findStage(user.id);
  const phone = registration?.phone ?? user.directoryPhone;
  return { app, user, stage, phone: phone ? maskPhone(phone) : '' };
}

/** What the header says, or what the person does: an iPad’s Safari says that it is a Mac. */
export function deviceOf(ctx: Context): Device {
  const device = readDevice(ctx.get('User-Agent'));
  return device.perhapsIpad && ctx.query.device === 'ipad' ? asIpad(device) : device;
}

/** After a form: the browser shows the page it asks for, and going back does not send the form again. */
export function seeOther(ctx: Context, path: string): void {
  ctx.redirect(path);
  ctx.status = 303;
}
