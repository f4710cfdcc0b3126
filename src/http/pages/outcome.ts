import { z } from 'zod';
import type { App } from '../../apps/model.js';
import { homeScreenName } from '../../builds/home-screen-name.js';
import { AppError } from '../../errors.js';
import { platforms } from '../../platform.js';
import { currentReleases, productionChannel, type WholeRelease } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { noteOutcome } from './offers.js';
import { appPage, deviceOf, personHere, seeOther } from './person.js';
import { sentToTheirStage } from './their-stage.js';
import { usualReasons } from './usual-reasons.js';

const form = z.object({
  platform: z.enum(platforms),
  result: z.enum(['opened', 'not-opened']),
});

/** What the person says of the build they installed. Throws `nothing_released`. */
export function tellOutcome(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    const { platform, result } = parse(form, ctx.request.body);
    const whole = await releaseOn(app, platform);
    if (whole === undefined) {
      const details = { app: app.slug };
      throw new AppError('nothing_released', 'There is no release for this device.', { details });
    }
    noteOutcome(services, { app, user }, { step: result, whole, ticketId: null });
    const page = result === 'opened' ? 'opened' : 'trouble';
    seeOther(ctx, `/a/${app.slug}/${page}?platform=${platform}`);
  };
}

/** The end of the way: what to do at the first sign-in, and how to come by the next version. */
export function showOpened(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'registered')) return;
    const { app, user, phone } = here;
    const whole = await releaseOn(app, ctx.query.platform);
    await services.views.show(ctx, 'pages/opened', {
      ...appPage(app, user),
      homeScreenName: whole ? homeScreenName(whole.build.artifact, ctx.state.locale) : app.name,
      phone,
    });
  };
}

/** 「没有成功」: the usual reasons on this very device, each with what to do about it. */
export function showTrouble(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'registered')) return;
    const { app, user } = here;
    const whole = await releaseOn(app, ctx.query.platform);
    if (whole === undefined) return ctx.redirect(`/a/${app.slug}/download`);
    await services.views.show(ctx, 'pages/trouble', {
      ...appPage(app, user),
      reasons: usualReasons(whole.build.artifact, {
        slug: app.slug,
        device: deviceOf(ctx),
        hasOwnAuthority: Boolean(services.serverCertificate()?.authority),
      }),
    });
  };
}

async function releaseOn(app: App, platform: unknown): Promise<WholeRelease | undefined> {
  const releases = await currentReleases(app.id, productionChannel);
  return releases.find(({ appPlatform }) => appPlatform.platform === platform);
}
