import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import {
  addPolicyException,
  listPolicyExceptions,
  longestReason,
  removePolicyException,
} from '../../apps/policy-exceptions.js';
import { tolerableCodes } from '../../artifacts/policy.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { presentException } from './present-exception.js';

const newException = z.strictObject({
  code: z.enum(tolerableCodes),
  reason: z.string().max(longestReason),
});

/** `POST /api/v1/apps/:slug/policy-exceptions`: 201 with the exception; an earlier one of the code goes. */
export function postPolicyException(services: Services): Handler {
  return async (ctx) => {
    const { code, reason } = parse(newException, ctx.request.body);
    const input = { slug: ctx.params.slug ?? '', code, reason, actor: actorOf(ctx) };
    const exception = await addPolicyException(services, input);
    ctx.status = 201;
    ctx.body = presentException(exception);
  };
}

/** `GET /api/v1/apps/:slug/policy-exceptions`: the oldest first. */
export function getPolicyExceptions(): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    ctx.body = { exceptions: (await listPolicyExceptions(app.id)).map(presentException) };
  };
}

/** `DELETE /api/v1/apps/:slug/policy-exceptions/:code`: 204. */
export function deletePolicyException(services: Services): Handler {
  return async (ctx) => {
    const { slug = '', code = '' } = ctx.params;
    await removePolicyException(services, { slug, code, actor: actorOf(ctx) });
    ctx.status = 204;
  };
}
