import { z } from 'zod';
import { deleteGroup, listGroups, numbersOf, putGroup } from '../../access/groups.js';
import type { Group } from '../../access/model.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { grantValueField } from './fields.js';

/** `GET /api/v1/groups`: by name, with their members' numbers. */
export function getGroups(): Handler {
  return async (ctx) => {
    ctx.body = { groups: (await listGroups()).map(presentGroup) };
  };
}

const members = z.strictObject({ numbers: z.array(grantValueField).max(50_000) });

/** `PUT /api/v1/groups/:name`: these are its members then; it is made where it is not there. */
export function putGroupNamed(services: Services): Handler {
  return async (ctx) => {
    const name = parse(grantValueField, ctx.params.name);
    const { numbers } = parse(members, ctx.request.body);
    ctx.body = presentGroup(await putGroup(services, { name, numbers, actor: actorOf(ctx) }));
  };
}

/** `DELETE /api/v1/groups/:name`: 204, and what was granted to it is revoked. */
export function deleteGroupNamed(services: Services): Handler {
  return async (ctx) => {
    await deleteGroup(services, { name: ctx.params.name ?? '', actor: actorOf(ctx) });
    ctx.status = 204;
  };
}

function presentGroup(group: Group) {
  return { name: group.name, numbers: numbersOf(group) };
}
