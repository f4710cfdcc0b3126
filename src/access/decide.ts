import type { ConsentState } from '../agreements/consents.js';
import type { RegistrationState } from '../registrations/model.js';
import type { ReleaseState } from '../releases/model.js';

/** What the gate knows of a person. */
export interface PersonFacts {
  registration: RegistrationState | 'none';
  phoneBound: boolean;
  /** How they stand to the agreements in force. */
  consent: ConsentState;
}

/** What it knows of a release. */
export interface ReleaseFacts {
  state: ReleaseState;
  /** Whether its channel is for this person. */
  granted: boolean;
}

export type DenialReason =
  | 'not_registered'
  | 'registration_suspended'
  | 'consent_missing'
  | 'not_granted'
  | 'release_withdrawn';

/** Allowed, or the reason and the one next step for the person. */
export type Decision = { allowed: true } | { allowed: false; reason: DenialReason; next: NextStep };

type NextStep = 'register' | 'agree' | 'confirm' | 'ask' | 'wait';

/**
 * The gate: may this person have this release? A superseded release may still be had with a ticket
 * that was given for it, so that a slow download ends well; so may one begun before the agreements
 * changed. Who took their consent back gets nothing more.
 */
export function decide(
  person: PersonFacts,
  release: ReleaseFacts,
  asking: 'for-a-ticket' | 'with-a-ticket',
): Decision {
  if (person.registration === 'suspended') return deny('registration_suspended', 'ask');
  if (person.registration === 'none') return deny('not_registered', 'register');
  if (!person.phoneBound) return deny('not_registered', 'confirm');
  if (lacksConsent(person.consent, asking)) return deny('consent_missing', 'agree');
  if (!release.granted) return deny('not_granted', 'ask');
  if (release.state === 'withdrawn') return deny('release_withdrawn', 'wait');
  return { allowed: true };
}

function lacksConsent(consent: ConsentState, asking: 'for-a-ticket' | 'with-a-ticket'): boolean {
  return asking === 'for-a-ticket' ? consent !== 'given' : consent === 'withdrawn';
}

function deny(reason: DenialReason, next: NextStep): Decision {
  return { allowed: false, reason, next };
}
