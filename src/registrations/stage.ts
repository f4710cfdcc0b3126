import { type ConsentState, consentState } from '../agreements/consents.js';
import type { Registration } from './model.js';
import { pendingCode } from './one-time-codes.js';
import { findRegistration } from './queries.js';

/**
 * How far a person is here; the next step is the page of that name. What came into force since they
 * agreed is asked first; without a phone they confirm again.
 */
export type Stage = 'agree' | 'confirm' | 'phone' | 'registered' | 'suspended';

/** A person's stage, with the registration it was read from. */
export async function findStage(
  userId: number,
  now = new Date(),
): Promise<{ stage: Stage; registration: Registration | null }> {
  const [registration, consent] = await Promise.all([
    findRegistration(userId),
    consentState(userId, now),
  ]);
  return { stage: await stageOf(userId, registration, consent, now), registration };
}

async function stageOf(
  userId: number,
  registration: Registration | null,
  consent: ConsentState,
  now: Date,
): Promise<Stage> {
  if (registration?.state === 'suspended') return 'suspended';
  if (consent !== 'given') return 'agree';
  if (registration?.phone) return 'registered';
  // Who confirmed has a code on its way.
  return (await pendingCode({ userId, purpose: 'bind' }, now)) === null ? 'confirm' : 'phone';
}
