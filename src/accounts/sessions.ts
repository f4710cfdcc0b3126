import { Op } from 'sequelize';
import type { Transaction } from '../database/transaction.js';
import { credentialHash, randomCredential } from './credentials.js';
import { Administrator, Session, User } from './model.js';

const day = 24 * 60 * 60 * 1000;

/** A person scans again weeks later and is still known; a console session ends with the working day. */
export const personSessionMs = 30 * day;
export const consoleSessionMs = 12 * 60 * 60 * 1000;

/** Begins a person's session and gives the cookie's value, which exists nowhere else. */
export async function beginPersonSession(
  userId: number,
  now: Date,
  proof: SessionProof = {},
): Promise<string> {
  return begin({ userId, administratorId: null, lifeMs: personSessionMs, proof }, now);
}

/** How a person proved who they are. */
export interface SessionProof {
  /** They typed their password just now. */
  fresh?: boolean;
  /** The name under which the directory will say that its own session ended. */
  ticket?: string | null;
}

/** Whether the person of this cookie typed their password within this time. */
export async function isFreshSession(cookie: string, withinMs: number, now: Date) {
  const session = await findSession(cookie, now);
  const at = session?.provenAt?.getTime();
  return at !== undefined && now.getTime() - at <= withinMs;
}

/** Ends the session a directory's ticket began; one it does not know is no news. */
export async function endSessionOfTicket(ticket: string): Promise<void> {
  await Session.destroy({ where: { ticketHash: credentialHash(ticket) } });
}

/** Begins an administrator's session and gives the cookie's value. */
export async function beginConsoleSession(administratorId: number, now: Date): Promise<string> {
  return begin({ userId: null, administratorId, lifeMs: consoleSessionMs }, now);
}

/** The person whose browser holds this cookie, or null. */
export async function findSessionUser(cookie: string, now: Date): Promise<User | null> {
  const session = await findSession(cookie, now);
  return session?.userId == null ? null : User.findByPk(session.userId);
}

/** The administrator whose browser holds this cookie, or null. */
export async function findSessionAdministrator(
  cookie: string,
  now: Date,
): Promise<Administrator | null> {
  const session = await findSession(cookie, now);
  return session?.administratorId == null ? null : Administrator.findByPk(session.administratorId);
}

/** A person's signed-in browsers, the newest first. */
export function listSessions(userId: number, now: Date): Promise<Session[]> {
  return Session.findAll({
    where: { userId, expiresAt: { [Op.gt]: now } },
    order: [['id', 'DESC']],
  });
}

export async function endSession(cookie: string): Promise<void> {
  await Session.destroy({ where: { hash: credentialHash(cookie) } });
}

/** Ends every session of these people: after a suspension, no browser stays signed in. */
export async function endSessionsOfUsers(
  userIds: readonly number[],
  transaction?: Transaction,
): Promise<void> {
  const where = { userId: { [Op.in]: [...userIds] } };
  await Session.destroy({ where, transaction: transaction ?? null });
}

/** Ends every session of an administrator: after a new password, whoever had the old one is out. */
export async function endSessionsOfAdministrator(administratorId: number): Promise<void> {
  await Session.destroy({ where: { administratorId } });
}

/** Removes sessions that are over. */
export async function sweepSessions(now: Date): Promise<void> {
  await Session.destroy({ where: { expiresAt: { [Op.lt]: now } } });
}

interface Beginning {
  userId: number | null;
  administratorId: number | null;
  lifeMs: number;
  proof?: SessionProof;
}

async function begin(
  { userId, administratorId, lifeMs, proof = {} }: Beginning,
  now: Date,
): Promise<string> {
  const cookie = randomCredential();
  await Session.create({
    hash: credentialHash(cookie),
    userId,
    administratorId,
    expiresAt: new Date(now.getTime() + lifeMs),
    provenAt: proof.fresh ? now : null,
    ticketHash: proof.ticket ? credentialHash(proof.ticket) : null,
  });
  return cookie;
}

function findSession(cookie: string, now: Date): Promise<Session | null> {
  return Session.findOne({ where: { hash: credentialHash(cookie), expiresAt: { [Op.gt]: now } } });
}
