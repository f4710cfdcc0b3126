import { AppError } from '../errors.js';

/**
 * Runs one bounded reader. What it throws on bytes it does not understand (a `RangeError` of a
 * buffer, a zlib error) becomes `unreadable_artifact` with a sentence that names the part.
 */
export function readingPart<T>(part: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(part, error);
  }
}

/** The refusal for a part that cannot be read; `cause` is for the log. */
export function damaged(part: string, cause?: unknown): AppError {
  return new AppError(
    'unreadable_artifact',
    `${part} is damaged; build the app again and upload it.`,
    {
      cause,
    },
  );
}
