import { type AppError, isAppError } from '../../errors.js';
import { readPhonePolicy } from '../../organisation/phone-policy.js';
import type { Context } from '../context.js';
import { statusOf } from '../errors.js';
import type { Services } from '../services.js';
import type { CodeProblem } from './page-data.js';

/** Whether codes can be sent at all. */
export function sendsCodes(services: Services): boolean {
  return services.codes.frame.messenger.configured;
}

/** Whether people may name a phone themselves and prove it, or must ask the help desk. */
export async function mayNamePhone(services: Services): Promise<boolean> {
  return sendsCodes(services) && (await readPhonePolicy()).ownPhone === 'person';
}

const shown = ['code_wrong', 'code_expired', 'rate_limited', 'message_undeliverable'] as const;

/** Does the work; gives the sentence for its page where it was refused for what a person can mend. */
export async function problemIn(ctx: Context, work: Promise<unknown>): Promise<CodeProblem | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!shown.some((code) => isAppError(error, code))) throw error;
    return refused(ctx, error as AppError);
  }
}

function refused(ctx: Context, { code, details }: AppError): CodeProblem {
  ctx.status = statusOf[code];
  switch (code) {
    case 'rate_limited': {
      const seconds = Number(details.retryAfterSeconds ?? 60);
      ctx.set('Retry-After', String(seconds));
      return { text: 'phone.wait', minutes: Math.ceil(seconds / 60) };
    }
    case 'code_wrong':
      return { text: 'error.code_wrong' };
    case 'code_expired':
      return { text: 'error.code_expired' };
    default:
      return { text: 'error.message_undeliverable' };
  }
}
