import { createFreshCache } from '../../access/fresh-cache.js';
import { iconImage } from '../../delivery/icon-image.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { appInPath } from './person.js';

/** 96 CSS pixels on a screen with two or three device pixels to each. */
const side = 240;
const standIn = 'stand-in';

/** The app's icon for its page, drawn once. A browser may keep it for five minutes. */
export function appIcon(services: Services): Handler {
  const drawn = createFreshCache<string, Buffer>({
    load: (key) => iconImage(services.store, key === standIn ? null : key, side),
    maxAgeMs: Number.POSITIVE_INFINITY,
    maxEntries: 100,
    clock: () => performance.now(),
  });
  return async (ctx) => {
    const app = await appInPath(ctx);
    const releases = await offeredReleases(app.id, productionChannel, null);
    const key = releases.find(({ build }) => build.iconKey !== null)?.build.iconKey ?? standIn;
    ctx.set('Cache-Control', 'public, max-age=300');
    ctx.set('ETag', `"${key.replace(/[^\w-]/g, '')}"`);
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    ctx.type = 'image/png';
    ctx.body = await drawn.get(key);
  };
}
