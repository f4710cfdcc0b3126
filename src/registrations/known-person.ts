import { findRosterEntry } from '../identity/roster.js';
import type { RegistrationState } from './model.js';
import { findPerson } from './queries.js';

/** Whom the organisation knows by this number, and how far they are here. */
export interface KnownPerson {
  /** Null for one who never signed in. */
  userId: number | null;
  number: string;
  name: string;
  department: string;
  registration: RegistrationState | 'none';
  /** The bound phone, E.164. */
  phone: string | null;
  /** When a code showed that they have it. */
  phoneProvenAt: Date | null;
  activatedAt: Date | null;
}

/** One who signed in, or one who stands on the roster and may; null where the number is nobody's. */
export async function findKnownPerson(number: string): Promise<KnownPerson | null> {
  const person = await findPerson(number);
  if (person === null) return onRoster(number);
  const { user, registration } = person;
  return {
    userId: user.id,
    number: user.number,
    name: user.name,
    department: user.department,
    registration: registration?.state ?? 'none',
    phone: registration?.phone ?? null,
    phoneProvenAt: registration?.phoneProvenAt ?? null,
    activatedAt: registration?.activatedAt ?? null,
  };
}

async function onRoster(number: string): Promise<KnownPerson | null> {
  const entry = await findRosterEntry(number);
  if (entry === null) return null;
  const { name, department } = entry;
  const nothing = {
    registration: 'none',
    phone: null,
    phoneProvenAt: null,
    activatedAt: null,
  } as const;
  return { userId: null, number: entry.number, name, department, ...nothing };
}
