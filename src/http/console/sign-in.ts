import { z } from 'zod';
import { hasAdministrator, signInAdministrator } from '../../accounts/administrators.js';
import { consoleAccount } from '../../accounts/attempts.js';
import { endSession } from '../../accounts/sessions.js';
import type { Handler } from '../context.js';
import { clearCookie, readCookie } from '../cookies.js';
import { beginVisit } from '../form-token.js';
import { browserOf } from '../known-browser.js';
import type { Services } from '../services.js';
import { blankForm, requiredText, seeOther, submit } from './form.js';
import { signIn } from './setup.js';

export function showSignIn(services: Services): Handler {
  return async (ctx) => {
    if (await hasAdministrator()) {
      await services.views.show(ctx, 'console/sign-in', { form: blankForm });
    } else ctx.redirect('/console/setup');
  };
}

export function finishSignIn(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ name, password }) {
        const { address } = ctx.state;
        const browser = await browserOf(ctx, services, consoleAccount(name));
        const input = { name, password, address, browser };
        const administrator = await signInAdministrator(services, input, services.now());
        await signIn(services, ctx, administrator);
        seeOther(ctx, '/console');
      },
      show: (form) => services.views.show(ctx, 'console/sign-in', { form }),
      refusals: {
        credentials_wrong: { field: 'name', text: 'console.sign-in.problem' },
        rate_limited: { field: 'name', text: 'error.rate_limited' },
      },
    });
}

export function signOut(): Handler {
  return async (ctx) => {
    const cookie = readCookie(ctx, 'console');
    if (cookie !== undefined) await endSession(cookie);
    clearCookie(ctx, 'console');
    beginVisit(ctx);
    seeOther(ctx, '/console/sign-in');
  };
}

const schema = z.strictObject({
  name: requiredText(60),
  password: z.string('console.form.required').min(1, 'console.form.required').max(200),
});
