import type { RosterEntry } from './model.js';
import type { RosterRow } from './roster-csv.js';

export interface SecretHasher {
  hash(password: string): Promise<string>;
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** The hashes of what a row brings anew; empty where it brings nothing, or what the entry has. */
export interface RowSecrets {
  passwordHash?: string;
  activationCodeHash?: string;
}

type Held = Pick<RosterEntry, 'passwordHash' | 'activationCodeHash'>;

/** Hashes a password and a code, unless they are those the entry holds already. */
export async function newSecrets(
  hasher: SecretHasher,
  row: Pick<RosterRow, 'password' | 'activationCode'>,
  entry: Held | undefined,
): Promise<RowSecrets> {
  const passwordHash = await anew(hasher, row.password, entry?.passwordHash);
  const activationCodeHash = await anew(hasher, row.activationCode, entry?.activationCodeHash);
  return {
    ...(passwordHash && { passwordHash }),
    ...(activationCodeHash && { activationCodeHash }),
  };
}

/** Whether one who knew the entry's password or code does not know it any more. */
export function replacesSecret(entry: Held, secrets: RowSecrets): boolean {
  return (
    (secrets.passwordHash !== undefined && entry.passwordHash !== null) ||
    (secrets.activationCodeHash !== undefined && entry.activationCodeHash !== null)
  );
}

async function anew(
  hasher: SecretHasher,
  secret: string,
  held: string | null | undefined,
): Promise<string | undefined> {
  if (secret === '') return undefined;
  if (held != null && (await hasher.verify(held, secret))) return undefined;
  return hasher.hash(secret);
}
