import type { RegistrationState } from '../registrations/model.js';
import type { ReleaseState } from '../releases/model.js';

/** What the gate knows of a person. */
export interface PersonFacts {
  registration: RegistrationState | 'none';
  phoneBound: boolean;
}

/** What it knows of a release. */
export interface ReleaseFacts {
  state: ReleaseState;
}

export type DenialReason = 'not_registered' | 'registration_suspended' | 'release_withdrawn';

/** Allowed, or the reason and the one next step for the person. */
export type Decision =
  | { allowed: true }
  | { allowed: false; reason: DenialReason; next: 'register' | 'confirm' | 'ask' | 'wait' };

/**
 * The gate: may this person have this release? A superseded release may still be had with a ticket
 * that was given for it, so that a slow download ends well.
 */
export function decide(person: PersonFacts, release: ReleaseFacts): Decision {
  if (person.registration === 'suspended') return deny('registration_suspended', 'ask');
  if (person.registration === 'none') return deny('not_registered', 'register');
  if (!person.phoneBound) return deny('not_registered', 'confirm');
  if (release.state === 'withdrawn') return deny('release_withdrawn', 'wait');
  return { allowed: true };
}

function deny(reason: DenialReason, next: 'register' | 'confirm' | 'ask' | 'wait'): Decision {
  return { allowed: false, reason, next };
}
