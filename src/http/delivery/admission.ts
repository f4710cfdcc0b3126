import { readTicket, type Ticket, type TicketPurpose } from '../../access/ticket.js';
import type { OutcomeStep } from '../../delivery/model.js';
import type { ReleasedBuild } from '../../delivery/released-build.js';
import { AppError, isAppError } from '../../errors.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';

export type AdmissionServices = Pick<Services, 'gate' | 'links' | 'releasedBuilds' | 'now'>;

/** Asks the gate about the ticket in the path; gives it with what it opens. The log gets its id, never its text. */
export async function admit(
  ctx: Context,
  services: AdmissionServices,
  purpose: TicketPurpose,
): Promise<{ ticket: Ticket; build: ReleasedBuild }> {
  const text = ctx.params.ticket ?? '';
  const ticket = await services.gate
    .admit(text, purpose, services.now())
    .catch((error) => throwWithApp(services, text, error));
  ctx.state.log = ctx.state.log.child({ ticketId: ticket.id, releaseId: ticket.releaseId });
  return { ticket, build: await services.releasedBuilds.get(ticket.releaseId) };
}

/** A refusal of a ticket that was signed here names its app: the error page leads back to it. */
async function throwWithApp(
  services: AdmissionServices,
  text: string,
  error: unknown,
): Promise<never> {
  if (!isAppError(error) || error.code === 'ticket_invalid') throw error;
  const { releaseId } = await readTicket(text, services.links.keys.find);
  const { slug } = await services.releasedBuilds.get(releaseId);
  const details = { ...error.details, app: slug };
  throw new AppError(error.code, error.message, { details, cause: error.cause });
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
