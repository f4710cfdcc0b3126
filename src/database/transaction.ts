import { type Sequelize, Transaction } from 'sequelize';
import { isSqlite } from './connect.js';

export type { Transaction };

/** Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. */
export type RunTransaction = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;

/**
 * The only caller of `sequelize.transaction`. On SQLite the calls of this process stand in one
 * queue and begin IMMEDIATE: side by side they hold the four libuv threads in SQLite's busy wait,
 * the holder's next statement cannot run, and 14 to 19 of 20 fail with SQLITE_BUSY. Queued, 20 of
 * 20 succeed. PostgreSQL needs no queue.
 */
export function createTransactionRunner(sequelize: Sequelize): RunTransaction {
  if (!isSqlite(sequelize)) return (work) => sequelize.transaction(work);
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(() => immediate(sequelize, work));
    last = result.catch(() => undefined);
    return result;
  };
}

const attempts = 6;

/**
 * Another process (an operator's command beside `serve`) may hold the file. The driver waits one
 * second for it and a pragma cannot reach a connection that has not begun, so beginning is tried
 * again here. IMMEDIATE takes the lock first: what `work` does is never done twice.
 */
async function immediate<T>(
  sequelize: Sequelize,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let begun = false;
    try {
      return await sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, (transaction) => {
        begun = true;
        return work(transaction);
      });
    } catch (error) {
      if (begun || attempt === attempts || !/SQLITE_BUSY/.test(String(error))) throw error;
    }
  }
}
