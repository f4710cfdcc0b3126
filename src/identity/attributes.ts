import type { Identity } from './directory.js';
import { isMobilePhone, normalisePhone } from './phone.js';
import { plainNumber } from './typed.js';

/** Which attribute or claim says what: each a list, the first that is there counts. */
export interface AttributeNames {
  number: readonly string[];
  name: readonly string[];
  department: readonly string[];
  phone: readonly string[];
}

/** The values of one attribute by its name, in the directory's order; empty where it has none. */
export type ReadValues = (attribute: string) => readonly string[];

/**
 * An identity from a directory's attributes. Of several phones the first mobile one counts.
 * Throws a `RangeError` where the number is missing: then the directory is set up wrongly.
 */
export function identityFrom(
  who: { directory: string; subject: string },
  names: AttributeNames,
  read: ReadValues,
): Identity {
  const number = plainNumber(first(names.number, read));
  if (number === '') throw new RangeError(`no value in ${names.number.join(', ')}`);
  if (who.subject === '') throw new RangeError('no immutable subject');
  const phones = names.phone.flatMap(read).flatMap((text) => normalisePhone(text) ?? []);
  return {
    ...who,
    number,
    name: first(names.name, read) || number,
    department: first(names.department, read),
    phone: phones.find(isMobilePhone) ?? phones[0] ?? null,
  };
}

function first(names: readonly string[], read: ReadValues): string {
  return (
    names
      .flatMap(read)
      .map((text) => text.trim().slice(0, 200))
      .find((text) => text !== '') ?? ''
  );
}
