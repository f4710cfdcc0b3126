import { z } from 'zod';
import { createApiToken, listApiTokens, revokeApiToken } from '../../accounts/api-tokens.js';
import type { ApiToken } from '../../accounts/model.js';
import { scopes } from '../../accounts/scope.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { uploadCommand } from './commands.js';
import { blankForm, checkBoxes, requiredText, seeOther, submit } from './form.js';
import type { FormState, TokenRow } from './page-data.js';
import { actorText } from './rows.js';
import { type Words, wordsFor } from './words.js';

export function showTokens(services: Services): Handler {
  return (ctx) => show(services, ctx, blankForm);
}

/** Makes a token and shows its text, this once, with the command that uses it. */
export function createToken(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act({ name, scopes: chosen }) {
        const input = { name, scopes: chosen, createdBy: actorOf(ctx) };
        const { text } = await createApiToken(services, input);
        const command = uploadCommand(services, text);
        await services.views.show(ctx, 'console/token-created', { name, token: text, command });
      },
      show: (form) => show(services, ctx, form),
      refusals: {},
    });
}

export function revokeToken(services: Services): Handler {
  return async (ctx) => {
    await revokeApiToken(services, { id: pathId(ctx.params.id), revokedBy: actorOf(ctx) });
    seeOther(ctx, '/console/tokens');
  };
}

const schema = z.strictObject({
  name: requiredText(60),
  scopes: checkBoxes(z.enum(scopes)).refine((chosen) => chosen.length > 0, {
    message: 'console.tokens.scopes.problem',
  }),
});

async function show(services: Services, ctx: Context, form: FormState): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const chosen = (form.values.scopes ?? 'upload,publish,read').split(',');
  await services.views.show(ctx, 'console/tokens', {
    tokens: (await listApiTokens()).map((token) => tokenRow(token, words)),
    form,
    scopes: scopes.map((value) => ({
      value,
      text: words.t(`console.scope.${value}`),
      checked: chosen.includes(value),
    })),
  });
}

function tokenRow(token: ApiToken, words: Words): TokenRow {
  const moment = (at: Date | null) => (at === null ? null : words.moment(at));
  return {
    id: token.id,
    name: token.name,
    scopes: token.scopes.join(', '),
    last4: token.last4,
    created: words.moment(token.createdAt),
    by: actorText(token.createdBy),
    lastUsed: moment(token.lastUsedAt),
    revoked: moment(token.revokedAt),
  };
}
