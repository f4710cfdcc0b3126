import { AppError } from '../errors.js';

/** AppError `storage_full` for an error that says the disk or the quota is full, else the error itself. */
export function asStorageFull(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new AppError('storage_full', 'The server has no space left for this file.', {
    cause: error,
  });
}
