import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { credentialHash, randomCredential } from './credentials.js';
import { ApiToken } from './model.js';
import type { Scope } from './scope.js';

/** So that a token in a log or a repository is known for what it is. */
const tokenPrefix = 'slw_';
const lastUsedEveryMs = 5 * 60 * 1000;

export interface NewToken {
  name: string;
  scopes: readonly Scope[];
  createdBy: string;
}

/** Makes a token. Its text is in the answer and nowhere else: it is shown once. */
export async function createApiToken(
  deps: { transaction: RunTransaction },
  input: NewToken,
): Promise<{ token: ApiToken; text: string }> {
  const text = tokenPrefix + randomCredential();
  const token = await deps.transaction(async (transaction) => {
    const created = await ApiToken.create(
      {
        name: input.name,
        hash: credentialHash(text),
        last4: text.slice(-4),
        scopes: [...input.scopes],
        createdBy: input.createdBy,
      },
      { transaction },
    );
    const subject = `token:${created.id}`;
    const details = { name: input.name, scopes: input.scopes };
    await recordAudit(
      { actor: input.createdBy, action: 'token.create', subject, details },
      transaction,
    );
    return created;
  });
  return { token, text };
}

/** Takes a token back; it is refused from the next request on. Throws `not_found`. */
export async function revokeApiToken(
  deps: { transaction: RunTransaction },
  input: { id: number; revokedBy: string },
): Promise<void> {
  await deps.transaction(async (transaction) => {
    const token = await ApiToken.findByPk(input.id, { transaction });
    if (token === null) throw new AppError('not_found', `There is no API token ${input.id}.`);
    if (token.revokedAt !== null) return;
    await token.update({ revokedAt: new Date() }, { transaction });
    const subject = `token:${token.id}`;
    const details = { name: token.name };
    await recordAudit(
      { actor: input.revokedBy, action: 'token.revoke', subject, details },
      transaction,
    );
  });
}

/** The live token with this text, or null. Notes its last use, at most every five minutes. */
export async function findApiToken(text: string, now: Date): Promise<ApiToken | null> {
  if (!text.startsWith(tokenPrefix)) return null;
  const token = await ApiToken.findOne({ where: { hash: credentialHash(text), revokedAt: null } });
  if (token === null) return null;
  if (now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > lastUsedEveryMs) {
    await token.update({ lastUsedAt: now });
  }
  return token;
}

export function listApiTokens(): Promise<ApiToken[]> {
  return ApiToken.findAll({ order: [['id', 'DESC']] });
}
