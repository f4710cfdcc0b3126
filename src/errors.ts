/**
 * Every refusal the product can give, by its public and stable code (`docs/errors.md` lists them).
 * A code says what was wrong; which HTTP status or exit status it becomes is the door's business.
 */
export type ErrorCode =
  // the request
  | 'invalid_request'
  | 'unauthenticated'
  | 'scope_missing'
  | 'form_expired'
  | 'not_found'
  | 'method_not_allowed'
  | 'media_type_unsupported'
  | 'rate_limited'
  | 'busy'
  | 'setup_closed'
  // apps, builds, releases
  | 'slug_taken'
  | 'app_unknown'
  | 'build_exists'
  | 'confirmation_required'
  | 'release_withdrawn'
  | 'nothing_released'
  // the file
  | 'artifact_too_large'
  | 'upload_aborted'
  | 'upload_too_slow'
  | 'upload_offset_wrong'
  | 'upload_checksum_wrong'
  | 'upload_expired'
  | 'upload_busy'
  | 'storage_full'
  | 'unsupported_artifact'
  | 'unreadable_artifact'
  | 'inspection_timeout'
  | 'split_apk'
  | 'wrong_platform'
  | 'encrypted_app'
  | 'signature_missing'
  | 'signature_invalid'
  | 'signature_scheme_outdated'
  | 'signer_not_trusted'
  | 'profile_missing'
  | 'profile_invalid'
  | 'profile_expired'
  | 'profile_app_store'
  // the person
  | 'credentials_wrong'
  | 'directory_unavailable'
  | 'sign_in_failed'
  | 'not_registered'
  | 'consent_missing'
  | 'agreement_changed'
  | 'help_code_wrong'
  | 'phone_missing'
  | 'phone_taken'
  | 'number_taken'
  | 'registration_suspended'
  | 'code_wrong'
  | 'code_expired'
  | 'message_undeliverable'
  // the ticket
  | 'ticket_invalid'
  | 'ticket_expired'
  | 'range_not_satisfiable'
  | 'precondition_failed'
  // the server
  | 'pdf_unavailable'
  | 'server_certificate_unusable';

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * A refusal with a public code, a public sentence and public details. The private story, where
 * there is one, is the `cause`: it reaches the log and never an answer.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether `error` is a refusal, and if a code is given, that refusal. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** A command was called wrong: the exit status is 2, and its usage is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
