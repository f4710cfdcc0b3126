import { compareBuilds } from '../../builds/compare.js';
import type { Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { presentBuild } from './present-build.js';

/** `GET /api/v1/builds/:id/compare/:other`: what taking the place of `:other` would change and mean. */
export function getComparison(services: Services): Handler {
  return async (ctx) => {
    const { id, other } = ctx.params;
    const { older, newer, comparison } = await compareBuilds(pathId(id), pathId(other));
    ctx.body = {
      older: presentBuild(older, services),
      newer: presentBuild(newer, services),
      comparison,
    };
  };
}
