import { z } from 'zod';
import { requestStates } from '../../releases/request-model.js';
import { approveRequest, listRequests, refuseRequest } from '../../releases/requests.js';
import { actorOf, type Handler, personBehind } from '../context.js';
import { parse, pathId } from '../parse.js';
import type { Services } from '../services.js';
import { presentRequest } from './present-request.js';

const listQuery = z.strictObject({ state: z.enum(requestStates).optional() });

/** `GET /api/v1/publish-requests?state=`: the newest hundred. */
export function getPublishRequests(): Handler {
  return async (ctx) => {
    const { state } = parse(listQuery, { ...ctx.query });
    ctx.body = { requests: (await listRequests(state)).map(presentRequest) };
  };
}

const approval = z.strictObject({ confirm: z.array(z.string().max(60)).max(20).default([]) });

/** `POST /api/v1/publish-requests/:id/approve`: the request as it is then, with its release. */
export function postApproval(services: Services): Handler {
  return async (ctx) => {
    const { confirm } = parse(approval, ctx.request.body);
    const who = { actor: actorOf(ctx), person: personBehind(ctx) };
    const decision = { id: pathId(ctx.params.id), ...who, confirm };
    ctx.body = presentRequest(await approveRequest(services, decision, services.now()));
  };
}

/** `POST /api/v1/publish-requests/:id/refuse`: `cancelled` where the asker does it. */
export function postRefusal(services: Services): Handler {
  return async (ctx) => {
    const who = { actor: actorOf(ctx), person: personBehind(ctx) };
    const decision = { id: pathId(ctx.params.id), ...who };
    ctx.body = presentRequest(await refuseRequest(services, decision, services.now()));
  };
}
