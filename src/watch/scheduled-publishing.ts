import type { Logger } from '../log.js';
import type { PublishDeps } from '../releases/publish.js';
import { publishDue } from '../releases/requests.js';

/** Publishes what was scheduled for now or before; what failed stays as such, for people to see. */
export async function publishScheduled(
  deps: PublishDeps & { log: Logger },
  now: Date,
): Promise<void> {
  try {
    for (const { id, state, releaseId, failure } of await publishDue(deps, now)) {
      const facts = { request: id, release: releaseId, failure };
      if (state === 'failed') deps.log.error(facts, 'a scheduled publication failed');
      else deps.log.info(facts, 'a scheduled publication was done');
    }
  } catch (error) {
    deps.log.error({ err: error }, 'scheduled publications could not be looked for');
  }
}
