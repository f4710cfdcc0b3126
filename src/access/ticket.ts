import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../errors.js';

const ticketPurposes = ['manifest', 'icon', 'package'] as const;
export type TicketPurpose = (typeof ticketPurposes)[number];

/** What the gate said yes to, and to whom. */
export interface Ticket {
  releaseId: number;
  userId: number;
  purpose: TicketPurpose;
  /** Seconds since 1970; from this second on it is expired. */
  expiresAt: number;
  /** Names this way to one install: the tickets a manifest mints carry the manifest's. */
  id: string;
}

interface Key {
  id: string;
  key: Buffer;
}

/** Longer than any ticket ever signed here; a longer text is not looked at. */
const longestTicket = 512;
const payloadPattern = /^[A-Za-z0-9_-]+$/;

/** `v1.<key id>.<payload>.<HMAC-SHA256>`, base64url: a path segment that needs no escaping. */
export function signTicket(ticket: Ticket, key: Key): string {
  const { releaseId: r, userId: u, purpose: p, expiresAt: e, id: j } = ticket;
  const payload = Buffer.from(JSON.stringify({ r, u, p, e, j })).toString('base64url');
  return `v1.${key.id}.${payload}.${mac(key, payload)}`;
}

/**
 * The ticket in a text that this server signed, expired or not. Throws `ticket_invalid`. The
 * signature is compared as text: base64url that decodes to the same bytes is still another ticket.
 */
export async function readTicket(
  text: string,
  findKey: (id: string) => Promise<Key | undefined>,
): Promise<Ticket> {
  const [version, keyId, payload, signature, ...rest] =
    text.length > longestTicket ? [] : text.split('.');
  if (version !== 'v1' || !keyId || !payload || !signature || rest.length > 0) throw invalid();
  const key = await findKey(keyId);
  if (key === undefined || !payloadPattern.test(payload)) throw invalid();
  const given = Buffer.from(signature);
  const expected = Buffer.from(mac(key, payload));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw invalid();
  const { r, u, p, e, j } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return { releaseId: r, userId: u, purpose: p, expiresAt: e, id: j };
}

/** Whether its time is over. */
export function isExpired(ticket: Ticket, now: Date): boolean {
  return now.getTime() >= ticket.expiresAt * 1000;
}

function mac(key: Key, payload: string): string {
  return createHmac('sha256', key.key).update(`ticket.v1.${key.id}.${payload}`).digest('base64url');
}

function invalid(): AppError {
  return new AppError(
    'ticket_invalid',
    'This link is not valid. Open the app page again and tap the button there.',
  );
}
