import { lockTrail } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError, isAppError } from '../errors.js';
import type { FileStore } from '../storage/file-store.js';
import { Build } from './model.js';

interface Deps {
  transaction: RunTransaction;
  store: FileStore;
}

/**
 * Removes a stored file that was to become a build and did not, unless an upload of the same bytes
 * made one of it. Where the database does not answer it stays, for the sweep of the next start.
 */
export async function removeUnrecorded({ transaction, store }: Deps, key: string): Promise<void> {
  await transaction(async (held) => {
    await lockTrail(held);
    if ((await Build.count({ where: { fileKey: key }, transaction: held })) > 0) return;
    await store.remove(key);
  }).catch(() => undefined);
}

/**
 * To be asked last before a build is committed, with the trail locked: from here on nobody removes
 * its file. Throws `busy` where an upload of the same bytes failed just now and took it away.
 */
export async function requireStored(
  store: FileStore,
  key: string,
  transaction: Transaction,
): Promise<void> {
  await lockTrail(transaction);
  try {
    await (await store.open(key)).close();
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error;
    const message = 'Another upload of the same file failed at this moment. Send it again.';
    throw new AppError('busy', message, { cause: error });
  }
}
