import { z } from 'zod';
import { findApp, listApps } from '../../apps/apps.js';
import { AppError } from '../../errors.js';
import { countWithoutCode, makeActivationCodes } from '../../identity/activation-codes.js';
import { plainNumber } from '../../identity/typed.js';
import { readOrganisation } from '../../organisation/settings.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { qrCode } from '../pages/qr-code.js';
import type { Services } from '../services.js';
import { appAddress } from './apps.js';
import { blankForm, optionalText, requiredText, submit } from './form.js';
import type { FormState } from './page-data.js';

/** A code costs a hash, and a pile of letters is looked through by hand. */
const mostLetters = 200;

export function showLetters(services: Services): Handler {
  return (ctx) => show(services, ctx, blankForm);
}

/** Makes codes and answers with the letters to print: the one time the codes are seen. */
export function makeLetters(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ app: slug, numbers }) {
        const app = await findApp(slug);
        const wanted = { numbers: numbersIn(numbers), limit: mostLetters, actor: actorOf(ctx) };
        const letters = await makeActivationCodes(services, wanted);
        if (letters.length === 0)
          throw new AppError('invalid_request', 'There is nobody to write to.');
        await services.views.show(ctx, 'console/letters-print', {
          app: { name: app.name },
          letters,
          qr: qrCode(appAddress(services, app.slug)),
          contact: await contactOf(ctx),
        });
      },
      show: (form) => show(services, ctx, form),
      refusals: {
        invalid_request: { field: 'numbers', text: 'console.letters.nobody' },
        not_found: { field: 'app', text: 'console.form.required' },
      },
    });
}

const schema = z.strictObject({ app: requiredText(40), numbers: optionalText(10_000) });

/** One a line, or with spaces or commas between. Null where none is named. */
function numbersIn(text: string): string[] | null {
  const numbers = text.split(/[\s,，、;；]+/).map(plainNumber);
  const named = numbers.filter((number) => number !== '');
  return named.length === 0 ? null : named;
}

async function contactOf(ctx: Context): Promise<string> {
  const { helpContact, helpTelephone } = await readOrganisation();
  return [helpContact[ctx.state.locale] || helpContact.zh, helpTelephone].filter(Boolean).join(' ');
}

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  await services.views.show(ctx, 'console/letters', {
    form,
    apps: (await listApps()).map(({ slug, name }) => ({ value: slug, text: `${name} (${slug})` })),
    waiting: await countWithoutCode(),
    limit: mostLetters,
  });
}
