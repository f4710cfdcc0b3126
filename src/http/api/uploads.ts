import { type Context, type Handler, requestToken } from '../context.js';
import type { Services } from '../services.js';
import { finishUpload, type TusHandlers, tusHandlers } from '../tus.js';
import { presentBuild } from './present-build.js';

/**
 * `/api/v1/uploads`: the last piece is answered with the build, 200, or with the refusal;
 * `POST /api/v1/uploads/:id/build` answers so again to a client that lost the answer.
 */
export function apiUploads(services: Services): TusHandlers & { build: Handler } {
  const build = async (ctx: Context) => {
    const mayCreateApp = requestToken(ctx).scopes.includes('publish');
    const input = { appSlug: undefined, mayCreateApp };
    const finished = await finishUpload(services, ctx, owner(ctx), input);
    ctx.status = 200;
    ctx.body = presentBuild(finished.build, services);
  };
  return { ...tusHandlers(services, { base: '/api/v1/uploads', owner, onComplete: build }), build };
}

/** An upload belongs to the token that began it. */
function owner(ctx: Context): string {
  return `token:${requestToken(ctx).id}`;
}
