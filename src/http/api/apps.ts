import { z } from 'zod';
import { createApp, findApp, listApps } from '../../apps/apps.js';
import { currentReleases } from '../../releases/queries.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { slugField } from './fields.js';
import { presentApp } from './present-app.js';
import { presentRelease } from './present-release.js';

const newApp = z.strictObject({ slug: slugField, name: z.string().trim().min(1).max(100) });

/** `POST /api/v1/apps`: 201 with the app. */
export function postApp(services: Services): Handler {
  return async (ctx) => {
    const input = parse(newApp, ctx.request.body);
    const app = await createApp(services, { ...input, actor: actorOf(ctx) });
    ctx.status = 201;
    ctx.body = presentApp(app);
  };
}

/** `GET /api/v1/apps`: all of them by name. */
export function getApps(): Handler {
  return async (ctx) => {
    ctx.body = { apps: (await listApps()).map(presentApp) };
  };
}

/** `GET /api/v1/apps/:slug`: with its platforms and what each channel offers now. */
export function getApp(): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    const releases = await currentReleases(app.id);
    const presented = releases.map(({ release }) => presentRelease(release));
    ctx.body = { ...presentApp(app), releases: presented };
  };
}
