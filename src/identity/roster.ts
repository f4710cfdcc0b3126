import type { Identity, PasswordDirectory } from './directory.js';
import { RosterEntry } from './model.js';
import { plainCode } from './typed.js';

export const rosterName = 'roster';

interface PasswordVerifier {
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** The embedded directory: the people imported from CSV. Takes the password, or the activation code in its place. */
export function rosterDirectory(passwords: PasswordVerifier): PasswordDirectory {
  return {
    kind: 'password',
    name: rosterName,
    async authenticate(number, password) {
      const entry = await RosterEntry.findOne({ where: { number } });
      // Both are always checked: how long it takes tells neither who exists nor what they have.
      const byPassword = await passwords.verify(entry?.passwordHash ?? null, password);
      const byCode = await passwords.verify(entry?.activationCodeHash ?? null, plainCode(password));
      if (entry === null || entry.departedAt !== null) return null;
      return byPassword || byCode ? identityOf(entry) : null;
    },
  };
}

/** Who stands on the roster with this number and has not left, or null. */
export async function findRosterEntry(number: string): Promise<Identity | null> {
  const entry = await RosterEntry.findOne({ where: { number, departedAt: null } });
  return entry === null ? null : identityOf(entry);
}

export function identityOf(entry: RosterEntry): Identity {
  return {
    directory: rosterName,
    subject: String(entry.id),
    number: entry.number,
    name: entry.name,
    department: entry.department,
    phone: entry.phone,
  };
}

/** How many people the roster has; who departed is not counted. */
export function rosterSize(): Promise<number> {
  return RosterEntry.count({ where: { departedAt: null } });
}
