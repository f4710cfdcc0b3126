import { z } from 'zod';
import {
  addPolicyException,
  longestReason,
  removePolicyException,
} from '../../apps/policy-exceptions.js';
import { tolerableCodes } from '../../artifacts/policy.js';
import { actorOf, type Handler } from '../context.js';
import type { Services } from '../services.js';
import { showAppPage } from './apps.js';
import { requiredText, seeOther, submit } from './form.js';

/** Has a refusal warn for an app. */
export function addException(services: Services): Handler {
  return async (ctx) => {
    const slug = ctx.params.slug ?? '';
    await submit(ctx, schema, {
      async act({ refusal, reason }) {
        const input = { slug, code: refusal, reason, actor: actorOf(ctx) };
        await addPolicyException(services, input);
        seeOther(ctx, `/console/apps/${slug}#exceptions`);
      },
      show: (form) => showAppPage(services, ctx, form),
      refusals: { invalid_request: { field: 'reason', text: 'console.exceptions.reason.problem' } },
    });
  };
}

export function removeException(services: Services): Handler {
  return async (ctx) => {
    const { slug = '', code = '' } = ctx.params;
    await removePolicyException(services, { slug, code, actor: actorOf(ctx) });
    seeOther(ctx, `/console/apps/${slug}#exceptions`);
  };
}

const schema = z.strictObject({
  refusal: z.enum(tolerableCodes, 'console.form.required'),
  reason: requiredText(longestReason),
});
