import type { IpaOptions } from './ipa.js';

/** One way to break an IPA, and how it is refused. */
export interface BrokenIpa {
  title: string;
  options: () => IpaOptions;
  code: string;
  /** Why a check with openssl and plain hashing does not see it, where it does not. */
  unseen?: string;
}
