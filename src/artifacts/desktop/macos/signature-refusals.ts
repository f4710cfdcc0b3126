import { AppError, isAppError } from '../../../errors.js';

/** The refusal for what does not agree with an app's signature; `what` begins the sentence. */
export function invalid(what: string, cause?: unknown): AppError {
  return new AppError(
    'signature_invalid',
    `${what}; sign the app again after its last change, and pack it with ditto, which keeps links.`,
    cause === undefined ? {} : { cause },
  );
}

/** The refusal for code that nobody signed, said in the words of macOS; every other error as it is. */
export function asMacRefusal(error: unknown): unknown {
  if (!isAppError(error, 'signature_missing')) return error;
  return new AppError(
    'signature_missing',
    'The app, or a program inside it, is not signed with a certificate, so Macs do not open it; sign it with a Developer ID Application certificate.',
    { cause: error },
  );
}
