import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** Hashes and checks passwords. At most `concurrency` at once, so that sign-ins leave CPU for downloads. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `null` for the hash it works as long and gives false: an unknown account takes the time of a known one. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** argon2id with m = 19 MiB, t = 2, p = 1 (OWASP Password Storage), which are the library's defaults. */
export async function createPasswords(concurrency: number): Promise<Passwords> {
  const limit = pLimit(concurrency);
  const nobody = await hash('nobody has this password');
  return {
    hash: (password) => limit(() => hash(password)),
    async verify(passwordHash, password) {
      const matches = await limit(() => verify(passwordHash ?? nobody, password));
      return passwordHash !== null && matches;
    },
  };
}
