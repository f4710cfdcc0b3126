import type { Gate } from '../access/gate.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { type InstallLinks, installLinks, type LinkSettings } from './links.js';
import type { OutcomeRecorder } from './outcomes.js';
import type { ReleasedBuilds } from './released-build.js';

export interface IssueLinksDeps {
  transaction: RunTransaction;
  gate: Gate;
  links: LinkSettings;
  releasedBuilds: ReleasedBuilds;
  outcomes: OutcomeRecorder;
}

export interface LinksFor {
  releaseId: number;
  userId: number;
  number: string;
  /** Who asks for them in the person's name. */
  actor: string;
}

/**
 * Gives the way to one install into other hands than the person's own, such as a help desk's: the
 * gate is asked for the person, and the audit trail tells of it, without the ticket. Throws
 * `not_registered`, `registration_suspended`, `release_withdrawn`.
 */
export async function issueLinks(
  deps: IssueLinksDeps,
  { releaseId, userId, number, actor }: LinksFor,
  now: Date,
): Promise<InstallLinks> {
  await deps.gate.check(userId, releaseId);
  const build = await deps.releasedBuilds.get(releaseId);
  const { buildId, appId, platform, slug } = build;
  await deps.transaction((transaction) => {
    const event = { actor, action: 'ticket.issue', subject: `user:${number}` };
    const details = { app: slug, platform, release: releaseId };
    return recordAudit({ ...event, details }, transaction);
  });
  const links = installLinks(deps.links, build, userId, now);
  const { ticketId } = links;
  deps.outcomes.record(
    { userId, appId, platform, releaseId, buildId, step: 'ticket', ticketId },
    now,
  );
  return links;
}
