import { randomBytes } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.js';
import { signTicket, type Ticket, type TicketPurpose } from './ticket.js';

export interface TicketRequest {
  releaseId: number;
  userId: number;
  purpose: TicketPurpose;
  seconds: number;
  /** The id of the ticket this one follows from; a fresh one without. */
  id?: string;
}

/** Signs a ticket with the newest key. The caller has asked the gate. */
export function issueTicket(
  keys: KeyRing,
  request: TicketRequest,
  now: Date,
): { ticket: Ticket; text: string } {
  const ticket: Ticket = {
    releaseId: request.releaseId,
    userId: request.userId,
    purpose: request.purpose,
    expiresAt: Math.floor(now.getTime() / 1000) + request.seconds,
    id: request.id ?? randomBytes(12).toString('base64url'),
  };
  return { ticket, text: signTicket(ticket, keys.newest()) };
}
