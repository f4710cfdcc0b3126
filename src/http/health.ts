import { AppError } from '../errors.js';
import type { Handler } from './context.js';
import type { Services } from './services.js';

/** Alive. */
export function healthz(): Handler {
  return (ctx) => {
    ctx.body = { status: 'ok' };
  };
}

/** Database and storage answer, and there is space left. */
export function readyz(services: Pick<Services, 'ready'>): Handler {
  return async (ctx) => {
    if (!(await services.ready()))
      throw new AppError(
        'busy',
        'The database or the storage does not answer, or has no space left.',
      );
    ctx.body = { status: 'ready' };
  };
}
