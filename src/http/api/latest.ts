import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import { checkForUpdate } from '../../feeds/update-check.js';
import { platforms } from '../../platform.js';
import type { Handler } from '../context.js';
import { parse } from '../parse.js';
import { channelField } from './fields.js';

const question = z.strictObject({
  platform: z.enum(platforms),
  channel: channelField,
  versionCode: z
    .string()
    .regex(/^[0-9A-Za-z.]{1,60}$/, 'is no version code')
    .nullable()
    .default(null),
  osVersion: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,9}){0,3}$/, 'is no version of a system')
    .nullable()
    .default(null),
});

/**
 * `GET /api/v1/apps/:slug/latest?platform=&channel=&versionCode=&osVersion=`: the update check of
 * installed apps. 200 with facts, 204 where nothing is newer, 304 by `ETag`. Throws `not_found`.
 */
export function getLatest(): Handler {
  return async (ctx) => {
    const asked = parse(question, { ...ctx.query });
    const app = await findApp(ctx.params.slug ?? '');
    const answer = await checkForUpdate({ app, ...asked });
    ctx.set('Cache-Control', 'no-cache');
    if (answer === null) {
      ctx.status = 204;
      return;
    }
    const { platform, channel } = asked;
    const body = JSON.stringify({ app: app.slug, platform, channel, ...answer });
    ctx.status = 200;
    ctx.set('ETag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`);
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'json';
    ctx.body = body;
  };
}
