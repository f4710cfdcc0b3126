import { z } from 'zod';
import { editChannel, listWholeChannels, type WholeChannel } from '../../access/edit-channel.js';
import { grantKinds } from '../../access/model.js';
import { findApp } from '../../apps/apps.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { grantValueField, slugField } from './fields.js';

/** `GET /api/v1/apps/:slug/channels`: whom each is for. */
export function getChannels(): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    ctx.body = { channels: (await listWholeChannels(app.id)).map(presentChannel) };
  };
}

const change = z.strictObject({
  audience: z.enum(['registered', 'granted']).optional(),
  needsApproval: z.boolean().optional(),
  grants: z
    .array(z.strictObject({ kind: z.enum(grantKinds), value: grantValueField }))
    .max(20_000)
    .optional(),
});

/** `PUT /api/v1/apps/:slug/channels/:channel`: what is absent stays; `grants` are all there are then. */
export function putChannel(services: Services): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    const name = parse(slugField, ctx.params.channel);
    const { audience, needsApproval, grants } = parse(change, ctx.request.body);
    const whole = await editChannel(services, {
      appId: app.id,
      slug: app.slug,
      name,
      ...(audience === undefined ? {} : { audience }),
      ...(needsApproval === undefined ? {} : { needsApproval }),
      ...(grants === undefined ? {} : { grants }),
      actor: actorOf(ctx),
    });
    ctx.body = presentChannel(whole);
  };
}

function presentChannel({ channel, grants }: WholeChannel) {
  const { name, audience, needsApproval } = channel;
  return { name, audience, needsApproval, grants };
}
