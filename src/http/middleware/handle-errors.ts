import { AppError, isAppError } from '../../errors.js';
import { asStorageFull } from '../../storage/storage-full.js';
import type { Context, Middleware } from '../context.js';
import { statusOf } from '../errors.js';
import { linger } from '../linger.js';
import { errorPage } from '../pages/error-page.js';
import type { Views } from '../views.js';

/** The status this server logs for a client that went away; nobody receives it. */
const clientGone = 499;

/** Makes of every thrown thing one public answer: a problem document (RFC 9457) or a page. */
export function handleErrors(views: Views): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new AppError('not_found', 'There is nothing here.');
    } catch (error) {
      if (ctx.req.destroyed && !ctx.req.complete) {
        ctx.state.log.info({ err: error }, 'the client went away');
        ctx.status = clientGone;
        return;
      }
      linger(ctx);
      await answer(ctx, views, asStorageFull(error));
    }
  };
}

async function answer(ctx: Context, views: Views, error: unknown): Promise<void> {
  const known = isAppError(error) ? error : undefined;
  const code = known?.code ?? 'internal';
  const status = known ? statusOf[known.code] : 500;
  if (known === undefined) ctx.state.log.error({ err: error }, 'unexpected error');
  else ctx.state.log.warn({ refusal: code, err: known.cause }, known.message);
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  if (status === 401 && ctx.path.startsWith('/api/')) ctx.set('WWW-Authenticate', 'Bearer');
  const retryAfter = known?.details.retryAfterSeconds;
  if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter));
  if (wantsPage(ctx)) {
    const { requestId } = ctx.state;
    const app = known?.details.app;
    const page = errorPage({ code, status, requestId, path: ctx.path, app });
    await views.show(ctx, 'pages/error', page);
    return;
  }
  ctx.body = JSON.stringify(problem(ctx, code, status, known));
  ctx.type = 'application/problem+json';
}

/**
 * RFC 9457. The sentence is English; `code` is what a program reads. The details stand under their
 * own name and as extension members (§3.2), where they never replace a member above.
 */
function problem(ctx: Context, code: string, status: number, known: AppError | undefined) {
  const details = known?.details ?? {};
  const own = {
    type: 'about:blank',
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail:
      known?.message ?? 'Something went wrong on the server. The request id finds it in the log.',
    details,
    requestId: ctx.state.requestId,
  };
  return { ...details, ...own };
}

function wantsPage(ctx: Context): boolean {
  if (ctx.path.startsWith('/api/')) return false;
  return ctx.accepts('application/problem+json', 'json', 'html') === 'html';
}
