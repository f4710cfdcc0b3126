import type { Ticket, TicketPurpose } from '../../access/ticket.js';
import type { OutcomeStep } from '../../delivery/model.js';
import type { ReleasedBuild } from '../../delivery/released-build.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';

export type AdmissionServices = Pick<Services, 'gate' | 'releasedBuilds' | 'now'>;

/** Asks the gate about the ticket in the path; gives it with what it opens. The log gets its id, never its text. */
export async function admit(
  ctx: Context,
  services: AdmissionServices,
  purpose: TicketPurpose,
): Promise<{ ticket: Ticket; build: ReleasedBuild }> {
  const ticket = await services.gate.admit(ctx.params.ticket ?? '', purpose, services.now());
  ctx.state.log = ctx.state.log.child({ ticketId: ticket.id, releaseId: ticket.releaseId });
  return { ticket, build: await services.releasedBuilds.get(ticket.releaseId) };
}

/** Notes a step of the person who holds the ticket. */
export function recordStep(
  services: Pick<Services, 'outcomes' | 'now'>,
  step: OutcomeStep,
  { ticket, build }: { ticket: Ticket; build: ReleasedBuild },
): void {
  const { userId, releaseId, id: ticketId } = ticket;
  const { appId, platform, buildId } = build;
  services.outcomes.record(
    { userId, releaseId, ticketId, appId, platform, buildId, step },
    services.now(),
  );
}
