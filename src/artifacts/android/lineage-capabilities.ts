import type { LineageCapability } from '../artifact.js';

/** The flags of one level of a proof of rotation (`SigningDetails.CertCapabilities` of Android). */
const capabilityFlags = {
  'installed-data': 1,
  'shared-uid': 2,
  permission: 4,
  rollback: 8,
  auth: 16,
} as const satisfies Record<LineageCapability, number>;

/** The capabilities in a level's flags; bits that Android does not know are left out, as it does. */
export function lineageCapabilities(flags: number): LineageCapability[] {
  return (Object.keys(capabilityFlags) as LineageCapability[]).filter(
    (name) => (flags & capabilityFlags[name]) !== 0,
  );
}
