import { requireBuild } from '../../builds/queries.js';
import { AppError } from '../../errors.js';
import type { Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';

const largestIcon = 8 * 1024 * 1024;

/** The icon as it lies in the build, under its real type. It never changes. */
export function showBuildIcon(services: Services): Handler {
  return async (ctx) => {
    const { iconKey, artifact } = await requireBuild(pathId(ctx.params.id));
    if (iconKey === null || artifact.icon === null) {
      throw new AppError('not_found', 'This build has no icon.');
    }
    ctx.set('Cache-Control', 'private, max-age=86400, immutable');
    ctx.type = artifact.icon.type;
    ctx.body = await services.store.readSmall(iconKey, largestIcon);
  };
}
