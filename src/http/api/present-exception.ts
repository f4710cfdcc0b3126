import type { PolicyException } from '../../apps/model.js';

/** An exception from the policy as JSON. */
export function presentException({ code, reason, createdBy, createdAt }: PolicyException) {
  return { code, reason, createdBy, createdAt: createdAt.toISOString() };
}
