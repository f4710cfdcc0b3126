import { randomBytes } from 'node:crypto';
import { Op } from 'sequelize';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { Secret } from './model.js';

export interface SigningKey {
  id: string;
  key: Buffer;
}

/** The keys of one purpose: signs with the newest, verifies with every one still kept. */
export interface KeyRing {
  newest(): SigningKey;
  /** A key that another process made is looked for in the database, at most once a second. */
  find(id: string): Promise<SigningKey | undefined>;
  /** Reads the database again: makes a new key when the newest is due, forgets those past use. */
  refresh(): Promise<void>;
}

const lookAgainMs = 1000;

export interface KeyRingOptions {
  purpose: string;
  transaction: RunTransaction;
  /** Age at which a new key takes over. */
  rotateAfterMs: number;
  /** How long after that it still verifies: the longest life of what it signed. */
  verifyForMs: number;
  now(): Date;
}

/** Opens a key ring and makes its first key when there is none. */
export async function openKeyRing(options: KeyRingOptions): Promise<KeyRing> {
  let keys: SigningKey[] = [];
  let loadedAt = 0;
  const ring: KeyRing = {
    newest() {
      const [newest] = keys;
      if (newest === undefined) throw new Error(`the key ring "${options.purpose}" is empty`);
      return newest;
    },
    async find(id) {
      const known = keys.find((key) => key.id === id);
      if (known !== undefined || options.now().getTime() - loadedAt < lookAgainMs) return known;
      loadedAt = options.now().getTime();
      keys = await load(options.purpose);
      return keys.find((key) => key.id === id);
    },
    async refresh() {
      keys = await options.transaction(async (transaction) => {
        const now = options.now().getTime();
        const { purpose } = options;
        const newest = await Secret.findOne({
          where: { purpose },
          order: [['id', 'DESC']],
          transaction,
        });
        if (newest === null || now - newest.createdAt.getTime() > options.rotateAfterMs) {
          await Secret.create({ ...newSecret(purpose), createdAt: options.now() }, { transaction });
        }
        const oldest = new Date(now - options.rotateAfterMs - options.verifyForMs);
        await Secret.destroy({ where: { purpose, createdAt: { [Op.lt]: oldest } }, transaction });
        return load(purpose, transaction);
      });
      loadedAt = options.now().getTime();
    },
  };
  await ring.refresh();
  return ring;
}

/** Newest first. */
async function load(purpose: string, transaction?: Transaction): Promise<SigningKey[]> {
  const order: [string, string][] = [['id', 'DESC']];
  const rows = await Secret.findAll({
    where: { purpose },
    order,
    transaction: transaction ?? null,
  });
  return rows.map((row) => ({ id: row.keyId, key: Buffer.from(row.secret, 'base64url') }));
}

function newSecret(purpose: string): { purpose: string; keyId: string; secret: string } {
  return {
    purpose,
    keyId: randomBytes(6).toString('base64url'),
    secret: randomBytes(32).toString('base64url'),
  };
}
