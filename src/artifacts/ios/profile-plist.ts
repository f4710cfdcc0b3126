import { z } from 'zod';
import { isDictionary, type PlistDictionary, readPropertyList } from '../apple/property-list.js';
import type { DistributionType, ProvisioningProfile } from '../artifact.js';

const text = z.string().max(2000);

const schema = z.object({
  Name: text,
  UUID: z.string().min(1).max(100),
  TeamIdentifier: z.array(text).min(1).max(20),
  TeamName: text.optional(),
  CreationDate: z.date(),
  ExpirationDate: z.date(),
  Platform: z.array(text).max(20).optional(),
  ProvisionsAllDevices: z.boolean().optional(),
  ProvisionedDevices: z.array(text).max(100_000).optional(),
  DeveloperCertificates: z.array(z.instanceof(Uint8Array)).min(1).max(1000),
  Entitlements: z.custom<PlistDictionary>((value) => isDictionary(value)).optional(),
});

/** The keys of a provisioning profile that are read, checked. */
export type ProfilePlist = z.output<typeof schema>;

/** Reads the property list a provisioning profile carries. Throws where it is damaged. */
export function readProfilePlist(bytes: Buffer): ProfilePlist {
  return schema.parse(readPropertyList(bytes));
}

/** What is published of a profile. The devices are counted and never named. */
export function profileFacts(profile: ProfilePlist): ProvisioningProfile {
  return {
    kind: distributionType(profile),
    name: profile.Name,
    uuid: profile.UUID,
    teamIdentifier: profile.TeamIdentifier[0] ?? '',
    teamName: profile.TeamName ?? '',
    createdAt: profile.CreationDate.toISOString(),
    expiresAt: profile.ExpirationDate.toISOString(),
    deviceCount: profile.ProvisionedDevices?.length ?? 0,
  };
}

function distributionType(profile: ProfilePlist): DistributionType {
  if (profile.ProvisionsAllDevices === true) return 'enterprise';
  if (profile.ProvisionedDevices === undefined) return 'app-store';
  return profile.Entitlements?.['get-task-allow'] === true ? 'development' : 'ad-hoc';
}
