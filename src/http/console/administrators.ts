import { z } from 'zod';
import {
  changePassword,
  createAdministrator,
  listAdministrators,
} from '../../accounts/administrators.js';
import { consoleAccount } from '../../accounts/attempts.js';
import { actorOf, type Context, type Handler, signedInAdministrator } from '../context.js';
import { browserOf } from '../known-browser.js';
import type { Services } from '../services.js';
import { blankForm, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { accountName, newPassword, signIn } from './setup.js';
import { wordsFor } from './words.js';

const roles = ['engineer', 'admin'] as const;

export function showAdministrators(services: Services): Handler {
  return (ctx) => show(services, ctx, blankForm);
}

export function addAdministrator(services: Services): Handler {
  return (ctx) =>
    submit(ctx, newAccount, {
      async act(fields) {
        await createAdministrator(services, { ...fields, createdBy: actorOf(ctx) });
        seeOther(ctx, '/console/administrators');
      },
      show: (form) => show(services, ctx, form),
      refusals: { invalid_request: { field: 'name', text: 'console.account.taken' } },
    });
}

export function showPassword(services: Services): Handler {
  return (ctx) => services.views.show(ctx, 'console/password', { form: blankForm });
}

/** One's own; every other browser that is signed in with the old one is signed out. */
export function setPassword(services: Services): Handler {
  return (ctx) =>
    submit(ctx, passwords, {
      async act({ current, password }) {
        const administrator = signedInAdministrator(ctx);
        const { address } = ctx.state;
        const browser = await browserOf(ctx, services, consoleAccount(administrator.name));
        const input = { administrator, current, next: password, address, browser };
        await changePassword(services, input, services.now());
        await signIn(services, ctx, administrator);
        seeOther(ctx, '/console');
      },
      show: (form) => services.views.show(ctx, 'console/password', { form }),
      refusals: {
        credentials_wrong: { field: 'current', text: 'console.password.wrong' },
        rate_limited: { field: 'current', text: 'error.rate_limited' },
      },
    });
}

const newAccount = z.strictObject({
  name: accountName,
  password: newPassword,
  role: z.enum(roles),
});

const passwords = z
  .strictObject({
    current: z.string('console.form.required').min(1, 'console.form.required').max(200),
    password: newPassword,
    repeated: z.string().default(''),
  })
  .refine(({ password, repeated }) => password === repeated, {
    path: ['repeated'],
    message: 'console.password.differs',
  });

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const you = signedInAdministrator(ctx);
  const administrators = await listAdministrators();
  await services.views.show(ctx, 'console/administrators', {
    administrators: administrators.map(({ id, name, role, createdAt }) => ({
      name,
      role: words.t(`console.role.${role}`),
      created: words.moment(createdAt),
      isYou: id === you.id,
    })),
    form,
    roles: roles.map((value) => ({ value, text: words.t(`console.role.${value}.detail`) })),
  });
}
