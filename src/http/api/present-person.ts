import { maskPhone } from '../../identity/phone.js';
import type { KnownPerson } from '../../registrations/known-person.js';

/** A person as JSON. Of the phone, only what tells it from another. */
export function presentPerson(person: KnownPerson) {
  const { number, name, department, registration, phone, phoneProvenAt, activatedAt } = person;
  return {
    number,
    name,
    department,
    registration,
    phoneBound: phone !== null,
    phone: phone === null ? null : maskPhone(phone),
    phoneProvenAt: phoneProvenAt?.toISOString() ?? null,
    activatedAt: activatedAt?.toISOString() ?? null,
  };
}
