import { type AppError, isAppError } from '../../errors.js';
import type { Context } from '../context.js';
import { statusOf } from '../errors.js';
import type { PersonPages } from './page-data.js';

export type SignInProblem = PersonPages['pages/register']['problem'];

const shown = [
  'credentials_wrong',
  'sign_in_failed',
  'rate_limited',
  'directory_unavailable',
] as const;

/**
 * A refused sign-in as the register page tells it, with the answer's status, and when to come back.
 * Anything else is thrown on.
 */
export function signInProblem(
  ctx: Context,
  error: unknown,
  door: 'form' | 'ways',
): NonNullable<SignInProblem> {
  const code = shown.find((each) => isAppError(error, each));
  if (code === undefined) throw error;
  const { details, message, cause } = error as AppError;
  ctx.state.log.warn({ refusal: code, err: cause }, message);
  ctx.status = statusOf[code];
  if (code === 'credentials_wrong') return { field: 'number', text: 'error.credentials_wrong' };
  // What is nobody's mistake marks no field.
  const field = door === 'ways' ? 'ways' : 'sign-in';
  if (code === 'sign_in_failed') {
    return { field, text: 'error.sign_in_failed', heading: 'register.ways.problem' };
  }
  const seconds = Number(details.retryAfterSeconds ?? 60);
  ctx.set('Retry-After', String(seconds));
  const minutes = Math.ceil(seconds / 60);
  if (code === 'directory_unavailable') {
    return { field, text: 'register.unavailable', heading: 'trouble.server', minutes };
  }
  const at = door === 'ways' ? 'ways' : 'number';
  return { field: at, text: 'register.wait', heading: 'trouble.rate_limited', minutes };
}
