import { z } from 'zod';
import { numberAccount } from '../../accounts/attempts.js';
import { signInPerson } from '../../accounts/sign-in.js';
import type { App } from '../../apps/model.js';
import { plainNumber } from '../../identity/typed.js';
import { findStage } from '../../registrations/stage.js';
import type { Context, Handler } from '../context.js';
import { statusOf } from '../errors.js';
import { browserOf, keepBrowser } from '../known-browser.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { goOn } from './begin-session.js';
import type { PersonPages } from './page-data.js';
import { appInPath, appPage, nextPath, visitor } from './person.js';
import { type SignInProblem, signInProblem } from './sign-in-problem.js';

const form = z.strictObject({
  csrf: z.string(),
  number: z.string().max(200),
  password: z.string().max(1000),
});

/** The page that asks for number and password, or sends to the directory's own; who is signed in goes on. */
export function showRegister(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const user = await visitor(ctx, services);
    if (user !== null) {
      const { stage } = await findStage(user.id);
      return ctx.redirect(nextPath(app.slug, stage));
    }
    await showRegisterPage(ctx, services, app, { number: queriedNumber(ctx), problem: null });
  };
}

/** Proves who a person is, begins their session and sends them on. */
export function register(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { number, password } = parse(form, ctx.request.body);
    const missing = missingField(number, password);
    if (missing !== null) {
      ctx.status = statusOf.invalid_request;
      return showRegisterPage(ctx, services, app, { number, problem: missing });
    }
    const { address } = ctx.state;
    try {
      const browser = await browserOf(ctx, services, accountOf(number));
      const signIn = { number, password, address, browser };
      const user = await signInPerson(services, signIn, services.now());
      keepBrowser(ctx, services, accountOf(number));
      await goOn(ctx, services, { app, user, proof: { fresh: true } });
    } catch (error) {
      const problem = signInProblem(ctx, error, 'form');
      await showRegisterPage(ctx, services, app, { number, problem });
    }
  };
}

function accountOf(number: string): string {
  return numberAccount(plainNumber(number));
}

/** As a helper typed it for the owner of this screen. */
function queriedNumber(ctx: Context): string {
  const { number } = ctx.query;
  return typeof number === 'string' ? number.slice(0, 64) : '';
}

/** The register page: the large button of each directory with a page of its own, then the form. */
export function showRegisterPage(
  ctx: Context,
  services: Services,
  app: App,
  data: { number: string; problem: SignInProblem },
): Promise<void> {
  return services.views.show(ctx, 'pages/register', {
    ...appPage(app, null),
    ...data,
    ...doors(ctx, services, app),
  });
}

function doors(ctx: Context, services: Services, app: App): Doors {
  const { directories } = services;
  const names = directories.map(({ name }) => name);
  return {
    form: directories.some(({ kind }) => kind === 'password'),
    ways: directories.flatMap((directory) =>
      directory.kind === 'password'
        ? []
        : {
            name: directory.name,
            label: directory.label[ctx.state.locale],
            href: `/a/${app.slug}/sign-in/${directory.name}`,
          },
    ),
    passwordsKept: {
      here: names.includes('roster'),
      elsewhere: names.some((name) => name !== 'roster'),
    },
  };
}

type Doors = Pick<PersonPages['pages/register'], 'form' | 'ways' | 'passwordsKept'>;

function missingField(number: string, password: string): SignInProblem {
  if (number.trim() === '') return { field: 'number', text: 'register.number.missing' };
  return password === '' ? { field: 'password', text: 'register.password.missing' } : null;
}
