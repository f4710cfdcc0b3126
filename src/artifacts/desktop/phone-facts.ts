import type { Artifact } from '../artifact.js';

/** What only phones have, in a desktop build. */
export const noPhoneFacts = {
  minimumOsVersion: null,
  permissions: [],
  abis: [],
  minSdk: null,
  targetSdk: null,
  provisioningProfile: null,
} satisfies Partial<Artifact>;
