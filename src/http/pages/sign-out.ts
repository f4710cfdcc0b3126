import { endSession } from '../../accounts/sessions.js';
import type { Handler } from '../context.js';
import { clearCookie, readCookie } from '../cookies.js';
import { beginVisit } from '../form-token.js';
import { appInPath, seeOther } from './person.js';

/** Ends the session of this browser: phones are passed around. */
export function signOutPerson(): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const cookie = readCookie(ctx, 'person');
    if (cookie) await endSession(cookie);
    clearCookie(ctx, 'person');
    beginVisit(ctx);
    seeOther(ctx, `/a/${app.slug}`);
  };
}
