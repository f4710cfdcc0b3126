import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { appInPath, appPage, visitor } from './person.js';

/** What to do when stuck. */
export function showHelp(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const releases = await offeredReleases(app.id, productionChannel, null);
    await services.views.show(ctx, 'pages/help', {
      ...appPage(app, await visitor(ctx, services)),
      hasIos: releases.some(({ appPlatform }) => appPlatform.platform === 'ios'),
    });
  };
}
