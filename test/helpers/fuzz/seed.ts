import type { Random } from './random.js';

/** A sound build, or one that was hostile before, from which mutants are made. */
export interface Seed {
  name: string;
  bytes: Buffer;
  /** What its signature keeps from changing without notice. */
  seal: Seal;
  isBuilt: boolean;
  /** A mutant with its fault beneath what is packed or signed over it; such a one may well verify. */
  remake?(random: Random): Buffer;
}

/**
 * `file`: signed whole for every Android version it allows, so no mutant of it may verify.
 * `identity`: a mutant may differ in bytes that no signature covers, but is the same app by the same
 * signer. `none`: nothing is claimed.
 */
export type Seal = 'file' | 'identity' | 'none';
