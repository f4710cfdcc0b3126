import { countAttempt } from '../accounts/attempts.js';
import type { User } from '../accounts/model.js';
import type { Passwords } from '../accounts/passwords.js';
import { endSessionsOfUsers } from '../accounts/sessions.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError, isAppError } from '../errors.js';
import { rosterName } from '../identity/roster.js';
import { setRosterPassword } from '../identity/roster-password.js';
import { plainNumber } from '../identity/typed.js';
import type { Locale } from '../texts/translate.js';
import { type CodeDeps, sendCode, useCode } from './one-time-codes.js';
import { findPerson } from './queries.js';

/**
 * Sends a code to the phone bound to this number, if there is one and the roster keeps its password.
 * Tells nothing either way, and the caller waits for nothing: page and time are those of a number
 * that nobody has.
 */
export async function sendResetCode(
  deps: CodeDeps,
  input: { number: string; locale: Locale },
  now: Date,
): Promise<void> {
  const found = await resettable(input.number);
  if (found === null) return;
  const { locale } = input;
  const what = { userId: found.user.id, purpose: 'reset', phone: found.phone, locale } as const;
  try {
    await sendCode(deps, what, now);
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

export interface PasswordReset {
  number: string;
  code: string;
  password: string;
  address: string;
}

/**
 * Gives a person of the roster another password for the code they got, and ends their sessions.
 * Throws `code_wrong` for whatever does not fit, an unknown number too, and `rate_limited`.
 */
export async function resetPassword(
  deps: CodeDeps & { transaction: RunTransaction; passwords: Passwords },
  input: PasswordReset,
  now: Date,
): Promise<void> {
  const number = plainNumber(input.number);
  await countAttempt({ account: `reset:${number}`, address: input.address }, now);
  // Before the code is looked at: an unknown number takes as long.
  const passwordHash = await deps.passwords.hash(input.password);
  const found = await resettable(number);
  if (found === null) throw notTheCode();
  const { user, phone } = found;
  await rightCode(deps, user, phone, input.code, now);
  const changed = await deps.transaction(async (transaction) => {
    if (!(await setRosterPassword(user.subject, passwordHash, transaction))) return false;
    await endSessionsOfUsers([user.id], transaction);
    const subject = `user:${user.number}`;
    await recordAudit({ actor: subject, action: 'roster.reset-password', subject }, transaction);
    return true;
  });
  if (!changed) throw notTheCode();
}

async function rightCode(
  deps: CodeDeps,
  { id: userId }: User,
  phone: string,
  typed: string,
  now: Date,
): Promise<void> {
  try {
    await useCode(deps, { userId, purpose: 'reset', phone, typed }, now);
  } catch (error) {
    if (isAppError(error)) throw notTheCode(error);
    throw error;
  }
}

/** Who may choose another password here: of the roster, active, with a phone. */
async function resettable(number: string): Promise<{ user: User; phone: string } | null> {
  const person = await findPerson(plainNumber(number));
  const phone = person?.registration?.phone ?? null;
  if (person === null || phone === null || person.registration?.state !== 'active') return null;
  return person.user.directory === rosterName ? { user: person.user, phone } : null;
}

function notTheCode(cause?: unknown): AppError {
  return new AppError('code_wrong', 'The code is not right, or no longer valid.', { cause });
}
