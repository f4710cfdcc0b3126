import type { PolicyException } from '../../apps/model.js';
import { listPolicyExceptions } from '../../apps/policy-exceptions.js';
import { isTolerable, tolerableCodes } from '../../artifacts/policy.js';
import { type Context, signedInAdministrator } from '../context.js';
import type { ExceptionRow, ExceptionsPart, FormState } from './page-data.js';
import { actorText } from './rows.js';
import type { Words } from './words.js';

/** What the app's page says of exceptions: an administrator may change them, others read them. */
export async function exceptionsPart(
  ctx: Context,
  app: { id: number; slug: string },
  form: FormState,
  words: Words,
): Promise<ExceptionsPart> {
  const exceptions = await listPolicyExceptions(app.id);
  return {
    action: `/console/apps/${app.slug}/policy-exceptions`,
    rows: exceptions.map((exception) => exceptionRow(exception, words)),
    mayEdit: signedInAdministrator(ctx).role === 'admin',
    options: tolerableCodes.map((value) => ({ value, text: exceptionText(value, words) })),
    form,
  };
}

function exceptionRow(exception: PolicyException, words: Words): ExceptionRow {
  const { code, reason, createdBy, createdAt } = exception;
  return {
    code,
    what: exceptionText(code, words),
    reason,
    at: words.moment(createdAt),
    by: actorText(createdBy),
  };
}

/** What is let pass, in the words of the warning it becomes. */
export function exceptionText(code: string, words: Words): string {
  return isTolerable(code) ? words.t(`console.warning.${code}`) : code;
}
