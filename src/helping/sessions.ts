import { randomInt } from 'node:crypto';
import { Op, UniqueConstraintError } from 'sequelize';
import { countAttempt } from '../accounts/attempts.js';
import { credentialHash, randomCredential } from '../accounts/credentials.js';
import type { User } from '../accounts/model.js';
import type { App } from '../apps/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { HelpSession } from './model.js';

/** How long two screens stay joined. */
export const helpSessionMs = 60 * 60 * 1000;
/** How many may wait for a helper at once; more than that is no people. */
const mostWaiting = 5000;

/**
 * Begins a session on the owner's screen and gives its cookie, which also holds the code that is
 * read to the helper; neither is kept here.
 */
export async function beginHelp(app: App, userAgent: string, now: Date): Promise<string> {
  const open = { expiresAt: { [Op.gt]: now }, codeHash: { [Op.ne]: null } };
  if ((await HelpSession.count({ where: open })) >= mostWaiting) {
    throw new AppError('busy', 'Too many people wait for help. Try again in a while.');
  }
  return createWithCode({
    appId: app.id,
    userAgent: userAgent.slice(0, 500),
    expiresAt: new Date(now.getTime() + helpSessionMs),
  });
}

/** Joins the helper's screen to the owner's. Throws `help_code_wrong` and `rate_limited`. */
export async function joinHelp(
  input: { app: App; code: string; helper: string; address: string; visit: string },
  now: Date,
): Promise<string> {
  const { app, helper, address } = input;
  await countAttempt({ account: `help:${address}:${input.visit}`, address }, now);
  const cookie = randomCredential();
  const where = {
    appId: app.id,
    codeHash: codeHash(input.code),
    expiresAt: { [Op.gt]: now },
  };
  // One statement: of two who know the code the first one joins.
  const [joined] = await HelpSession.update(
    { codeHash: null, helperHash: credentialHash(cookie), helper },
    { where },
  );
  if (joined === 1) return cookie;
  throw new AppError('help_code_wrong', 'No screen waits with this code.');
}

/** The code in an owner's cookie, in two groups of four. */
export function codeIn(cookie: string): string {
  const code = cookie.slice(cookie.lastIndexOf('.') + 1);
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** The session of the owner's screen that holds this cookie, or null. */
export function findOwnersHelp(app: App, cookie: string, now: Date): Promise<HelpSession | null> {
  return find({ appId: app.id, ownerHash: credentialHash(cookie) }, now);
}

/** The session of the helper's screen that holds this cookie, or null. */
export function findHelpersHelp(app: App, cookie: string, now: Date): Promise<HelpSession | null> {
  return find({ appId: app.id, helperHash: credentialHash(cookie) }, now);
}

/** Keeps the number that the helper typed, for the owner to see; not after the owner signed in. */
export async function typeNumber(session: HelpSession, number: string): Promise<void> {
  await HelpSession.update({ number }, { where: { id: session.id, userId: null } });
}

/** The owner signed in on their own screen; from here on the helper sees how far they are. */
export async function noteHelped(
  deps: { transaction: RunTransaction },
  input: { cookie: string; user: User },
  now: Date,
): Promise<void> {
  const { cookie, user } = input;
  const session = await find({ ownerHash: credentialHash(cookie) }, now);
  if (session === null || session.userId !== null || session.helperHash === null) return;
  await deps.transaction(async (transaction) => {
    const [noted] = await HelpSession.update(
      { userId: user.id },
      { where: { id: session.id, userId: null }, transaction },
    );
    if (noted === 0) return;
    const subject = `user:${user.number}`;
    const details = { helper: session.helper || 'unknown' };
    await recordAudit({ actor: subject, action: 'help.sign-in', subject, details }, transaction);
  });
}

/** Either screen ends it for both. */
export async function endHelp(session: HelpSession): Promise<void> {
  await session.destroy();
}

/** Ends what joins screens to this person's. */
export async function endHelpOf({ id: userId }: User): Promise<void> {
  await HelpSession.destroy({ where: { userId } });
}

/** Removes what is over. */
export async function sweepHelp(now: Date): Promise<void> {
  await HelpSession.destroy({ where: { expiresAt: { [Op.lt]: now } } });
}

function find(where: Record<string, unknown>, now: Date): Promise<HelpSession | null> {
  return HelpSession.findOne({ where: { ...where, expiresAt: { [Op.gt]: now } } });
}

type Unjoined = Pick<HelpSession, 'appId' | 'userAgent' | 'expiresAt'>;

/** Eight digits: short enough for the telephone, too many to guess among those who wait. */
async function createWithCode(session: Unjoined, tries = 3): Promise<string> {
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  const cookie = `${randomCredential()}.${code}`;
  try {
    const hashes = { codeHash: codeHash(code), ownerHash: credentialHash(cookie) };
    await HelpSession.create({ ...session, ...hashes });
    return cookie;
  } catch (error) {
    if (!(error instanceof UniqueConstraintError) || tries === 0) throw error;
    return createWithCode(session, tries - 1);
  }
}

function codeHash(code: string): string {
  return credentialHash(`help ${code.normalize('NFKC').replace(/\D/g, '')}`);
}
