import { z } from 'zod';
import { type ErrorCode, isAppError } from '../../errors.js';
import { isTextKey, type Locale, type TextKey, translate } from '../../texts/translate.js';
import type { Context } from '../context.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { FieldProblem, FormState } from './page-data.js';

export const blankForm: FormState = { values: {}, problems: [] };

/** What becomes of a form, and which refusals are told at which of its fields. */
export interface Submission<Data> {
  /** Does what was asked and sends the browser on. */
  act(data: Data): Promise<void>;
  /** Shows the form again. */
  show(form: FormState): Promise<void>;
  refusals: Partial<Record<ErrorCode, { field: string; text: TextKey }>>;
}

/**
 * Reads a form by its schema, whose messages are keys of the catalogue, and acts; what is wrong
 * with it is told at its field, on the same page, with all that was typed but passwords.
 */
export async function submit<Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
  submission: Submission<z.output<Schema>>,
): Promise<void> {
  const { csrf: _csrf, ...fields } = parse(bodySchema, ctx.request.body);
  const values = typed(fields);
  const read = schema.safeParse(fields);
  if (!read.success) {
    ctx.status = statusOf.invalid_request;
    await submission.show({ values, problems: problemsOf(read.error, ctx.state.locale) });
    return;
  }
  try {
    await submission.act(read.data);
  } catch (error) {
    const refusal = isAppError(error) ? submission.refusals[error.code] : undefined;
    if (!isAppError(error) || refusal === undefined) throw error;
    ctx.state.log.warn({ refusal: error.code, err: error.cause }, error.message);
    ctx.status = statusOf[error.code];
    const { retryAfterSeconds } = error.details;
    if (typeof retryAfterSeconds === 'number') ctx.set('Retry-After', String(retryAfterSeconds));
    const problem = { field: refusal.field, text: translate(ctx.state.locale, refusal.text) };
    await submission.show({ values, problems: [problem] });
  }
}

/** After a form did its work: a reload does not do it again. */
export function seeOther(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.redirect(path);
}

/** A field that must not be empty, of at most `most` characters. */
export function requiredText(most: number): z.ZodString {
  return z.string(required).trim().min(1, required).max(most, 'console.form.too-long');
}

export function optionalText(most: number) {
  return z.string().trim().max(most, 'console.form.too-long').default('');
}

/** A time as `datetime-local` gives it, in the server's time zone; null where it is empty. */
export function localTime() {
  return z
    .string()
    .regex(/^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)?$/, 'console.form.problem')
    .default('')
    .transform((text) => (text === '' ? null : new Date(text)));
}

/** Those of the texts that were written. */
export function textsOf(typed: Record<Locale, string>): Partial<Record<Locale, string>> {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''));
}

/** Check boxes of one name: none, one or several. */
export function checkBoxes<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(item),
  );
}

const required = 'console.form.required' satisfies TextKey;
const bodySchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

function typed(fields: Record<string, string | string[]>): Record<string, string> {
  const shown = Object.entries(fields).filter(
    ([name]) => !/password|repeated|current|code/i.test(name),
  );
  return Object.fromEntries(shown.map(([name, value]) => [name, String(value)]));
}

/** One sentence a field: its first. */
function problemsOf(error: z.ZodError, locale: Locale): FieldProblem[] {
  const byField = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const field = path.join('.');
    const key = isTextKey(message) ? message : 'console.form.problem';
    if (!byField.has(field)) byField.set(field, translate(locale, key));
  }
  return [...byField].map(([field, text]) => ({ field, text }));
}
