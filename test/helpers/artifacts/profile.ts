import { randomUUID } from 'node:crypto';
import type { PlistValue } from 'plist';
import type { Certificate } from './certificates.js';
import { signedData } from './cms.js';
import { writePlist } from './plist-format.js';
import { sampleApp } from './sample-app.js';
import type { AppleLikeChain } from './signers.js';

export type ProfileKind = 'development' | 'ad-hoc' | 'enterprise' | 'app-store';

export interface ProfileOptions {
  chain: AppleLikeChain;
  profileKind?: ProfileKind;
  bundleIdentifier: string;
  /** With team prefix; `TEAM.*` is a wildcard. */
  profileApplicationIdentifier?: string;
  profileName?: string;
  profileUuid?: string;
  teamIdentifier?: string;
  teamName?: string;
  /** 30 days ago where absent. */
  createdAt?: Date;
  /** In 335 days where absent. */
  expiresAt?: Date;
  /** UDIDs of development and ad-hoc profiles. */
  devices?: readonly string[];
  /** Who may sign code under the profile; the chain's distribution certificate where absent. */
  developerCertificates?: readonly Certificate[];
  profilePlatform?: 'iOS' | 'tvOS' | 'OSX';
  /** Leaves the root out of the message's certificates. */
  omitRoot?: boolean;
  /** Further keys of the profile, or other values for known ones. */
  profileKeys?: Readonly<Record<string, PlistValue>>;
}

const day = 86_400_000;
const exampleDevices = ['00008101-000A11112222001E', '00008110-001B33334444001E'];

/** An `embedded.mobileprovision`: CMS over the profile's property list. */
export function provisioningProfile(options: ProfileOptions): Buffer {
  const { chain } = options;
  const createdAt = options.createdAt ?? new Date(Date.now() - 30 * day);
  return signedData(writePlist(profileKeys(options, createdAt)), {
    signer: chain.profileSigner,
    certificates: [chain.intermediate, ...(options.omitRoot ? [] : [chain.root])],
    signedAt: createdAt,
  });
}

/** What the app may do; the profile says the same, perhaps with a wildcard as the identifier. */
export function appEntitlements(
  teamIdentifier: string,
  applicationIdentifier: string,
  kind: ProfileKind,
): Record<string, PlistValue> {
  return {
    'application-identifier': applicationIdentifier,
    'com.apple.developer.team-identifier': teamIdentifier,
    'get-task-allow': kind === 'development',
    'keychain-access-groups': [`${teamIdentifier}.*`],
    ...(kind === 'app-store' ? { 'beta-reports-active': true } : {}),
  };
}

function profileKeys(options: ProfileOptions, createdAt: Date): Record<string, PlistValue> {
  const { chain, profileKind = 'enterprise', teamIdentifier = chain.teamIdentifier } = options;
  const expiresAt = options.expiresAt ?? new Date(Date.now() + 335 * day);
  const identifier =
    options.profileApplicationIdentifier ?? `${teamIdentifier}.${options.bundleIdentifier}`;
  const certificates = options.developerCertificates ?? [chain.distribution];
  return {
    AppIDName: sampleApp.name,
    ApplicationIdentifierPrefix: [teamIdentifier],
    CreationDate: createdAt,
    DeveloperCertificates: certificates.map((certificate) => certificate.der),
    Entitlements: appEntitlements(teamIdentifier, identifier, profileKind),
    ExpirationDate: expiresAt,
    IsXcodeManaged: false,
    Name: options.profileName ?? `${sampleApp.name} ${profileKind}`,
    Platform: [options.profilePlatform ?? 'iOS'],
    ...coveredDevices(profileKind, options.devices ?? exampleDevices),
    TeamIdentifier: [teamIdentifier],
    TeamName: options.teamName ?? chain.organisation,
    TimeToLive: Math.round((expiresAt.getTime() - createdAt.getTime()) / day),
    UUID: options.profileUuid ?? randomUUID(),
    Version: 1,
    ...options.profileKeys,
  };
}

function coveredDevices(kind: ProfileKind, devices: readonly string[]): Record<string, PlistValue> {
  if (kind === 'enterprise') return { ProvisionsAllDevices: true };
  return kind === 'app-store' ? {} : { ProvisionedDevices: [...devices] };
}
