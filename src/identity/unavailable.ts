import { AppError } from '../errors.js';

/** When to come back: long enough for a restart, short enough to be waited for. */
export const comeBackSeconds = 300;

/** The refusal for a directory that is down, too slow, or set up wrongly; the reason goes to the log alone. */
export function directoryUnavailable(directory: string, cause: unknown): AppError {
  return new AppError('directory_unavailable', 'The directory does not answer just now.', {
    details: { directory, retryAfterSeconds: comeBackSeconds },
    cause,
  });
}

/** The refusal for who came back from a directory's own page without having signed in there. */
export function signInFailed(cause: unknown): AppError {
  return new AppError('sign_in_failed', 'The sign-in was not completed.', { cause });
}
