import type { Ticket } from '../access/ticket.js';
import type { RunTransaction } from '../database/transaction.js';
import { Download, type Stretch } from './model.js';
import type { ReleasedBuild } from './released-build.js';
import { addStretch, coverAll } from './stretches.js';

/** How long after its ticket expired a download that began in time may go on. */
const graceMs = 12 * 60 * 60 * 1000;

/**
 * Adds the bytes that went out under a ticket, and tells whether with them every byte has: over all
 * ranges, also when the server was restarted in between or another one sent the rest.
 */
export async function noteDelivered(
  deps: { transaction: RunTransaction },
  ticket: Ticket,
  build: ReleasedBuild,
  stretch: Stretch,
  now: Date,
): Promise<{ completedNow: boolean }> {
  return deps.transaction(async (transaction) => {
    const [download] = await Download.findOrCreate({
      where: { ticketId: ticket.id },
      defaults: {
        ticketId: ticket.id,
        userId: ticket.userId,
        releaseId: ticket.releaseId,
        buildId: build.buildId,
        size: build.size,
        delivered: [],
        startedAt: now,
      },
      transaction,
    });
    const delivered = addStretch(download.delivered, stretch);
    // A row made just now has no such field yet.
    const completedNow = !download.completedAt && coverAll(delivered, build.size);
    await download.update(
      { delivered, ...(completedNow ? { completedAt: now } : {}) },
      { transaction },
    );
    return { completedNow };
  });
}

/** Whether this ticket's download began before it expired and is not long over. */
export async function mayResume(ticket: Ticket, now: Date): Promise<boolean> {
  const expiredMs = now.getTime() - ticket.expiresAt * 1000;
  if (ticket.purpose !== 'package' || expiredMs > graceMs) return false;
  const download = await Download.findByPk(ticket.id);
  return download !== null && download.startedAt.getTime() < ticket.expiresAt * 1000;
}
