import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { AppError } from '../errors.js';

/** Nobody else may have the storage until it is called. */
export type Release = () => Promise<void>;

/**
 * Takes the storage directory for this process alone; throws `busy` where another has it. The lock is
 * the kernel's, through a transaction that SQLite holds open on a file of its own: it ends with its
 * process however that ends, so there is no stale lock to judge by a process id, which may have
 * another owner by now or mean nothing in another container.
 */
export async function takeStorage(storageDir: string): Promise<Release> {
  const lock = new Sequelize({
    dialect: 'sqlite',
    storage: join(storageDir, 'serve.lock'),
    logging: false,
    retry: { max: 1 },
  });
  try {
    await lock.query('BEGIN EXCLUSIVE');
  } catch (error) {
    await lock.close();
    if (!/SQLITE_BUSY/.test(String(error))) throw error;
    throw new AppError('busy', taken(storageDir), { cause: error });
  }
  return () => lock.close();
}

function taken(storageDir: string): string {
  return `Another "slipway serve" is working on the storage directory ${storageDir}. Stop it first, or set STORAGE_DIR to a directory of its own. Several servers together need PostgreSQL (DATABASE_URL).`;
}
