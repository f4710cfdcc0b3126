import { z } from 'zod';
import { hasAdministrator, shortestPassword } from '../../accounts/administrators.js';
import { consoleAccount } from '../../accounts/attempts.js';
import type { Administrator } from '../../accounts/model.js';
import { beginConsoleSession, consoleSessionMs } from '../../accounts/sessions.js';
import { setUp } from '../../accounts/set-up.js';
import { AppError } from '../../errors.js';
import type { Context, Handler } from '../context.js';
import { writeCookie } from '../cookies.js';
import { beginVisit } from '../form-token.js';
import { keepBrowser } from '../known-browser.js';
import type { Services } from '../services.js';
import { blankForm, requiredText, seeOther, submit } from './form.js';

/** The first administrator is made here, once, by whoever can read this machine. */
export function showSetup(services: Services): Handler {
  return async (ctx) => {
    if (await hasAdministrator()) {
      throw new AppError('setup_closed', 'There is an administrator already.');
    }
    await services.views.show(ctx, 'console/setup', { form: blankForm });
  };
}

export function finishSetup(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ code, name, password }) {
        const { transaction, passwords, config } = services;
        const deps = { transaction, passwords, storageDir: config.STORAGE_DIR };
        const input = { code, name, password, address: ctx.state.address };
        const administrator = await setUp(deps, input, services.now());
        await signIn(services, ctx, administrator);
        seeOther(ctx, '/console');
      },
      show: (form) => services.views.show(ctx, 'console/setup', { form }),
      refusals: {
        credentials_wrong: { field: 'code', text: 'console.setup.code.problem' },
        rate_limited: { field: 'code', text: 'error.rate_limited' },
      },
    });
}

/** Signs an administrator in: a new session, a browser known from now on, a new visit for the forms. */
export async function signIn(
  services: Services,
  ctx: Context,
  administrator: Administrator,
): Promise<void> {
  const session = await beginConsoleSession(administrator.id, services.now());
  writeCookie(ctx, 'console', session, consoleSessionMs);
  keepBrowser(ctx, services, consoleAccount(administrator.name));
  beginVisit(ctx);
}

export const accountName = requiredText(60).regex(
  /^[\p{L}\p{N}][\p{L}\p{N} ._@-]*$/u,
  'console.account.name.problem',
);
export const newPassword = z
  .string('console.form.required')
  .min(shortestPassword, 'console.password.too-short')
  .max(200, 'console.form.too-long');

const schema = z
  .strictObject({
    code: requiredText(40),
    name: accountName,
    password: newPassword,
    repeated: z.string().default(''),
  })
  .refine(({ password, repeated }) => password === repeated, {
    path: ['repeated'],
    message: 'console.password.differs',
  });
