import { koaBody } from 'koa-body';
import { AppError } from '../../errors.js';
import type { Context, Middleware } from '../context.js';

/** How long a form or a JSON body may take to arrive. */
const bodyTimeoutMs = 30_000;
const largestForm = '64kb';
const largestJson = '1mb';

/** Reads an ordinary form into `ctx.request.body`. A field sent twice is refused by its schema. */
export function parseForm(): Middleware {
  return limited(
    koaBody({
      ...only,
      urlencoded: true,
      formLimit: largestForm,
      onError: refuse,
    }) as unknown as Middleware,
  );
}

/** Reads a JSON document into `ctx.request.body`. */
export function parseJson(): Middleware {
  return limited(
    koaBody({
      ...only,
      json: true,
      jsonLimit: largestJson,
      onError: refuse,
    }) as unknown as Middleware,
  );
}

const only = { json: false, urlencoded: false, text: false, multipart: false } as const;

/** A body that trickles in is cut off: Node's own request time-out is off, for the sake of uploads. */
function limited(parse: Middleware): Middleware {
  return async (ctx, next) => {
    const timer = setTimeout(() => ctx.req.destroy(), bodyTimeoutMs);
    try {
      await parse(ctx, async () => undefined);
    } finally {
      clearTimeout(timer);
    }
    await next();
  };
}

function refuse(cause: Error, _ctx: Context | unknown): never {
  throw new AppError('invalid_request', 'The body cannot be read as what its Content-Type says.', {
    cause,
  });
}
