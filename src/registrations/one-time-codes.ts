import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { literal, Op } from 'sequelize';
import { AppError } from '../errors.js';
import type { KeyRing } from '../secrets/key-ring.js';
import type { Locale } from '../texts/translate.js';
import { type MessageFrame, sendCodeMessage } from './phone-messages.js';
import { type CodePurpose, OneTimeCode } from './phone-model.js';

const minute = 60 * 1000;
const hour = 60 * minute;

/** NIST SP 800-63B asks for ten minutes at the most. */
export const codeMinutes = 5;
export const triesPerCode = 5;
const triesPerHour = 10;
/** How long a page goes on waiting for a code, and how long a proof is good for. */
const pendingMs = 30 * minute;

export interface CodeDeps {
  codeKeys: KeyRing;
  frame: MessageFrame;
}

export interface WhatFor {
  userId: number;
  purpose: CodePurpose;
}

/**
 * Sends a fresh code of six digits; older ones of the same purpose are void from then on. Throws
 * `rate_limited` and `message_undeliverable`; then the older one still holds.
 */
export async function sendCode(
  deps: CodeDeps,
  input: WhatFor & { phone: string; locale: Locale },
  now: Date,
): Promise<void> {
  const { userId, purpose, phone, locale } = input;
  const digits = randomInt(1_000_000).toString().padStart(6, '0');
  const { id: keyId, key } = deps.codeKeys.newest();
  const about = { userId, purpose, phone, nonce: randomBytes(16).toString('hex') };
  const code = await OneTimeCode.create({
    ...about,
    keyId,
    mac: mac(key, about, digits),
    createdAt: now,
    expiresAt: new Date(now.getTime() + codeMinutes * minute),
  });
  try {
    await sendCodeMessage(deps.frame, { phone, userId, locale }, digits, codeMinutes);
  } catch (error) {
    await code.destroy();
    throw error;
  }
}

/**
 * Takes a code that was sent to this phone: right once, within five minutes, at most five tries a
 * code and ten an hour. Throws `code_wrong`, `code_expired` (also for one used up, and where the
 * newest went to another phone: the one to this phone did not leave), `rate_limited`.
 *
 * A try is counted in one statement before it is compared: of fifty at once no more than five are.
 */
export async function useCode(
  deps: Pick<CodeDeps, 'codeKeys'>,
  { userId, purpose, phone, typed }: WhatFor & { phone: string; typed: string },
  now: Date,
): Promise<void> {
  const code = await latest({ userId, purpose });
  if (code === null || code.usedAt !== null || code.expiresAt <= now) throw expired();
  if (code.phone !== phone) throw expired();
  await tooManyTries({ userId, purpose }, now);
  const [counted] = await OneTimeCode.update(
    { tries: literal('tries + 1') },
    { where: { id: code.id, usedAt: null, tries: { [Op.lt]: triesPerCode } } },
  );
  if (counted === 0) throw expired();
  const signing = await deps.codeKeys.find(code.keyId);
  const expected = Buffer.from(code.mac);
  const given = Buffer.from(
    signing === undefined ? '' : mac(signing.key, code, plainDigits(typed)),
  );
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new AppError('code_wrong', 'This is not the code that was sent.');
  }
  const unused = { where: { id: code.id, usedAt: null } };
  const [used] = await OneTimeCode.update({ usedAt: now }, unused);
  if (used === 0) throw expired();
}

/** The code a person is waiting for. */
export interface PendingCode {
  /** E.164. */
  phone: string;
  sentAt: Date;
  /** Whether it was typed in: the phone is theirs. */
  proven: boolean;
}

/** What was sent to a person in the last half hour for this purpose, or null. */
export async function pendingCode(what: WhatFor, now: Date): Promise<PendingCode | null> {
  const code = await latest(what);
  if (code === null || now.getTime() - code.createdAt.getTime() > pendingMs) return null;
  return { phone: code.phone, sentAt: code.createdAt, proven: code.usedAt !== null };
}

/** Forgets codes that no limit counts any more. */
export async function sweepCodes(now: Date): Promise<void> {
  const before = new Date(now.getTime() - 24 * hour);
  await OneTimeCode.destroy({ where: { createdAt: { [Op.lt]: before } } });
}

/** The digits as typed: in any width, with spaces or dashes between them. */
export function plainDigits(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '');
}

function latest(where: WhatFor): Promise<OneTimeCode | null> {
  return OneTimeCode.findOne({ where: { ...where }, order: [['id', 'DESC']] });
}

/** Anybody may guess at a reset, so those tries keep nobody from what they do signed in. */
async function tooManyTries({ userId, purpose }: WhatFor, now: Date): Promise<void> {
  const since = new Date(now.getTime() - hour);
  const alike = purpose === 'reset' ? purpose : { [Op.ne]: 'reset' as const };
  const where = { userId, purpose: alike, createdAt: { [Op.gt]: since }, usedAt: null };
  const tries = Number((await OneTimeCode.sum('tries', { where })) ?? 0);
  if (tries < triesPerHour) return;
  throw new AppError('rate_limited', 'Too many tries. Wait, then try again.', {
    details: { retryAfterSeconds: 3600 },
  });
}

type About = Pick<OneTimeCode, 'userId' | 'purpose' | 'phone' | 'nonce'>;

function mac(key: Buffer, { userId, purpose, phone, nonce }: About, digits: string): string {
  const text = [nonce, userId, purpose, phone, digits].join('\n');
  return createHmac('sha256', key).update(text).digest('hex');
}

function expired(): AppError {
  return new AppError('code_expired', 'This code is no longer valid. Ask for a new one.');
}
