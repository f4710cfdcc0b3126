import { AppError } from '../errors.js';

/** Of the file system, of SQLite, and of PostgreSQL (disk_full). */
const codes = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'];

/** AppError `storage_full` for an error that says the disk or the quota is full, else the error itself. */
export function asStorageFull(error: unknown): unknown {
  // Sequelize's error carries the driver's own as its parent.
  const origin: unknown = error instanceof Error && 'parent' in error ? error.parent : error;
  const code = origin instanceof Error && 'code' in origin ? String(origin.code) : '';
  if (!codes.includes(code)) return error;
  return new AppError('storage_full', 'The server has no space left.', {
    cause: error,
  });
}
