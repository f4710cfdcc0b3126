import { z } from 'zod';
import { createApp, findApp, listApps, setMinimumVersion } from '../../apps/apps.js';
import { platforms } from '../../platform.js';
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

/** What a version code may look like, on any platform. */
const versionCodeField = z.string().regex(/^\d{1,19}(\.\d{1,10}){0,5}$/, 'is no version code');

const platformChange = z.strictObject({ minimumVersionCode: versionCodeField.nullable() });

/** `PUT /api/v1/apps/:slug/platforms/:platform`: the app as it is then. */
export function putPlatform(services: Services): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    const platform = parse(z.enum(platforms), ctx.params.platform);
    const { minimumVersionCode: versionCode } = parse(platformChange, ctx.request.body);
    await setMinimumVersion(services, { app, platform, versionCode, actor: actorOf(ctx) });
    ctx.body = presentApp(await findApp(app.slug));
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
