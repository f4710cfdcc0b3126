import type { Registration } from './model.js';
import { findRegistration } from './queries.js';

/** How far a person is here; the next step is the page of that name. Without a phone they confirm again. */
export type Stage = 'confirm' | 'registered' | 'suspended';

/** A person's stage, with the registration it was read from. */
export async function findStage(
  userId: number,
): Promise<{ stage: Stage; registration: Registration | null }> {
  const registration = await findRegistration(userId);
  return { stage: stageOf(registration), registration };
}

function stageOf(registration: Registration | null): Stage {
  if (registration?.state === 'suspended') return 'suspended';
  return registration?.phone ? 'registered' : 'confirm';
}
