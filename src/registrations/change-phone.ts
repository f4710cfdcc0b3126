import { endOtherSessions } from '../accounts/freshness.js';
import type { User } from '../accounts/model.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { bindPhone, telling } from './bind-phone.js';
import { PhoneRequest } from './phone-model.js';
import { findRegistration } from './queries.js';

interface Deps {
  transaction: RunTransaction;
  onChange(): void;
}

const begunMs = 30 * 60 * 1000;

/** A person says which phone they want instead; codes to both are asked for next. */
export async function beginChange(
  deps: Pick<Deps, 'transaction'>,
  { userId, phone }: { userId: number; phone: string },
  now: Date,
): Promise<void> {
  await deps.transaction(async (transaction) => {
    await PhoneRequest.destroy({ where: { userId, state: 'begun' }, transaction });
    const facts = { userId, phone, kind: 'change', reason: '', state: 'begun' } as const;
    await PhoneRequest.create({ ...facts, createdAt: now }, { transaction });
  });
}

/** The change a person began in the last half hour, or null. */
export async function begunChange(userId: number, now: Date): Promise<PhoneRequest | null> {
  const begun = await PhoneRequest.findOne({ where: { userId, state: 'begun' } });
  return begun !== null && now.getTime() - begun.createdAt.getTime() <= begunMs ? begun : null;
}

/** The code to the old phone was right. */
export async function noteOldPhone(begun: PhoneRequest, now: Date): Promise<void> {
  await begun.update({ oldProvenAt: now });
}

/** The old phone is gone: once the new one is proven an administrator decides. */
export async function noteLostPhone(begun: PhoneRequest, reason: string): Promise<void> {
  await begun.update({ kind: 'lost', reason });
}

/**
 * The code to the new phone was right as well: binds it, ends the person's sessions elsewhere. Gives
 * the number they had. Throws `phone_taken`, `registration_suspended`.
 */
export async function finishChange(
  deps: Deps,
  input: { user: User; begun: PhoneRequest; cookie: string | undefined },
  now: Date,
): Promise<string | null> {
  const { user, begun, cookie } = input;
  if (begun.oldProvenAt === null) throw new AppError('code_expired', 'Prove the old phone first.');
  const actor = `user:${user.number}`;
  const action = 'registration.change-phone';
  const { phone } = begun;
  const binding = { userId: user.id, phone, provenAt: now, actor, action, details: {} };
  const before = await telling(
    deps.transaction(async (transaction) => {
      const had = await bindPhone(binding, now, transaction);
      await endOtherSessions(user.id, cookie, transaction);
      return had;
    }),
  );
  deps.onChange();
  return before;
}

/** The bound phone, E.164, or null. */
export async function boundPhone(userId: number): Promise<string | null> {
  return (await findRegistration(userId))?.phone ?? null;
}
