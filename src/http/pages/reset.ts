import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { countAttempt } from '../../accounts/attempts.js';
import type { App } from '../../apps/model.js';
import { passwordProblem } from '../../identity/password-rule.js';
import { plainNumber } from '../../identity/typed.js';
import { codeMinutes } from '../../registrations/one-time-codes.js';
import { resetPassword, sendResetCode } from '../../registrations/reset-password.js';
import type { Context, Handler } from '../context.js';
import { clearCookie } from '../cookies.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { PersonPages } from './page-data.js';
import { appInPath, appPage, seeOther } from './person.js';
import { problemIn, sendsCodes } from './phone-words.js';

type CodePage = Pick<PersonPages['pages/reset-code'], 'number' | 'problem'>;

/** Where a person whose password the roster keeps asks for a code; without a gateway, whom to ask. */
export function showReset(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    if (!sendsCodes(services)) return ctx.redirect(`/a/${app.slug}/help#password`);
    const data = { ...appPage(app, null), number: '', problem: null };
    await services.views.show(ctx, 'pages/reset', data);
  };
}

/** The same page at the same time for every number: who it belongs to is looked up after the answer. */
export function askReset(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    if (!sendsCodes(services)) return seeOther(ctx, `/a/${app.slug}/help#password`);
    const { number: typed } = parse(numberForm, ctx.request.body);
    const number = plainNumber(typed);
    if (number === '') {
      ctx.status = statusOf.invalid_request;
      const problem = { text: 'register.number.missing' } as const;
      return services.views.show(ctx, 'pages/reset', { ...appPage(app, null), number, problem });
    }
    const { locale, address } = ctx.state;
    const asking = countAttempt({ account: `reset-code:${number}`, address }, services.now());
    const tooMany = await problemIn(ctx, asking);
    if (tooMany !== null) {
      const data = { ...appPage(app, null), number, problem: tooMany };
      return services.views.show(ctx, 'pages/reset', data);
    }
    const sent = sendResetCode(services.codes, { number, locale }, services.now());
    services.afterwards(
      sent.catch((error) => services.log.error({ err: error }, 'no code for a new password')),
    );
    await showCode(ctx, services, app, { number, problem: null });
  };
}

/** Takes the code and the new password. */
export function finishReset(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const { number, code, password } = parse(codeForm, ctx.request.body);
    const weak = passwordProblem(password, [plainNumber(number)]);
    if (weak !== null) {
      ctx.status = statusOf.invalid_request;
      const problem = { field: 'password', text: `reset.password.${weak}` } as const;
      return showCode(ctx, services, app, { number, problem });
    }
    const { address } = ctx.state;
    const deps = { ...services.codes, ...services };
    const reset = resetPassword(deps, { number, code, password, address }, services.now());
    const begun = performance.now();
    const problem = await problemIn(ctx, reset);
    if (problem !== null) {
      await wait(Math.max(0, begun + refusalMs - performance.now()));
      const text = problem.text === 'error.code_wrong' ? 'reset.code.wrong' : problem.text;
      return showCode(ctx, services, app, { number, problem: { ...problem, field: 'code', text } });
    }
    clearCookie(ctx, 'person');
    await services.views.show(ctx, 'pages/reset-done', appPage(app, null));
  };
}

/** A refusal takes as long whether the number is somebody's or not. */
const refusalMs = 500;

const numberForm = z.strictObject({ csrf: z.string(), number: z.string().max(200) });
const codeForm = z.strictObject({
  csrf: z.string(),
  number: z.string().max(200),
  code: z.string().max(40),
  password: z.string().max(256),
});

function showCode(ctx: Context, services: Services, app: App, data: CodePage): Promise<void> {
  const page = { ...appPage(app, null), minutes: codeMinutes, ...data };
  return services.views.show(ctx, 'pages/reset-code', page);
}
