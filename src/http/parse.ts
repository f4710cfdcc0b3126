import { z } from 'zod';
import { AppError } from '../errors.js';

/** The input as its schema reads it. Throws `invalid_request` that names every field at fault. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  if (holdsNul(input)) throw new AppError('invalid_request', nulRefused);
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
  }));
  const sentence = problems
    .map(({ field, problem }) => (field ? `${field}: ${problem}` : problem))
    .join('; ');
  throw new AppError('invalid_request', `The request is not right. ${sentence}.`, {
    details: { problems },
  });
}

export const nulRefused = 'The request holds a NUL character.';

/** No database takes it in a text: PostgreSQL refuses it, and SQLite's statement ends there. */
export function holdsNul(input: unknown): boolean {
  // No recursion: a JSON document may be nested half a million deep.
  const left: unknown[] = [input];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && value.includes('\0')) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) left.push(name, inner);
  }
  return false;
}

/** An id in a path or a query. Anything else is an id that nothing has. */
export const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number);

/** The id in a route's path. Throws `not_found` for what is no id. */
export function pathId(text: string | undefined): number {
  const result = idSchema.safeParse(text);
  if (result.success) return result.data;
  throw new AppError('not_found', 'There is nothing with that id.');
}
