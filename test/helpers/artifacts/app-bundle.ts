import type { PlistValue } from 'plist';
import { codeResources, type SealOptions } from './code-resources.js';
import type { CodeHash, SignatureDefects } from './code-signature.js';
import { type ApplePlatform, type Architecture, writeMachO } from './macho.js';
import { type PlistFormat, writePlist } from './plist-format.js';
import { appEntitlements, type ProfileOptions, provisioningProfile } from './profile.js';
import { sampleApp } from './sample-app.js';
import type { AppleLikeChain } from './signers.js';

/** What an Info.plist says, and how its executable is made and signed. */
export interface BundleOptions
  extends Omit<ProfileOptions, 'chain' | 'bundleIdentifier'>,
    Pick<SealOptions, 'sealedElsewhere' | 'links'> {
  bundleIdentifier?: string;
  version?: string;
  versionCode?: string;
  /** `null` leaves `CFBundleDisplayName` out, so that `CFBundleName` counts. */
  displayName?: string | null;
  bundleName?: string;
  executable?: string;
  minimumOsVersion?: string;
  /** Of the load command, where it shall differ from Info.plist's. */
  machOMinimumOsVersion?: string;
  applePlatform?: ApplePlatform;
  infoPlistFormat?: PlistFormat;
  /** Further keys, or other values for known ones; `undefined` leaves a key out. */
  infoPlistKeys?: Readonly<Record<string, PlistValue | undefined>>;
  chain?: AppleLikeChain;
  /** The chain that signs code, where it is not the profile's. */
  codeChain?: AppleLikeChain;
  codeSignature?: 'full' | 'ad-hoc' | 'none';
  codeDirectories?: readonly CodeHash[];
  signatureDefects?: SignatureDefects;
  seal?: Omit<SealOptions, 'sealedElsewhere' | 'links'>;
  /** Team and identifier in the code directory, where they shall lie. */
  codeTeam?: string;
  codeIdentifier?: string;
  architectures?: readonly Architecture[];
  versionCommand?: 'build-version' | 'version-min';
  cryptId?: number;
  codeSize?: number;
  /** Entitlements in the signature, where they shall differ from what the profile allows; `null` for none. */
  entitlements?: Readonly<Record<string, PlistValue>> | null;
  fileType?: 'executable' | 'library';
  /** Another file than the one the options make, or `null` for none. */
  profile?: Buffer | null;
}

export type BundleFiles = Map<string, Buffer>;

const supportedPlatforms: Readonly<Record<ApplePlatform, string>> = {
  ios: 'iPhoneOS',
  'ios-simulator': 'iPhoneSimulator',
  tvos: 'AppleTVOS',
  macos: 'MacOSX',
  watchos: 'WatchOS',
};

/** Adds Info.plist, profile, executable and seal to a bundle's own files. */
export function sealBundle(
  resources: ReadonlyMap<string, Buffer>,
  chain: AppleLikeChain,
  options: BundleOptions,
): BundleFiles {
  const executable = options.executable ?? sampleApp.name;
  const infoPlist = writePlist(infoKeys(options), options.infoPlistFormat ?? 'binary');
  const files: BundleFiles = new Map(resources);
  files.set('Info.plist', infoPlist).set('PkgInfo', Buffer.from('APPL????'));
  const profile =
    options.profile ??
    provisioningProfile({ ...options, chain, bundleIdentifier: identifierOf(options) });
  if (options.profile !== null) files.set('embedded.mobileprovision', profile);
  const seal = codeResources(files, executable, { ...options, ...options.seal });
  if (options.codeSignature !== 'none') files.set('_CodeSignature/CodeResources', seal);
  return files.set(executable, signedExecutable(chain, options, { infoPlist, seal }));
}

function signedExecutable(
  chain: AppleLikeChain,
  options: BundleOptions,
  sealed: { infoPlist: Buffer; seal: Buffer },
): Buffer {
  const { codeChain = chain, profileKind = 'enterprise' } = options;
  const minimumOsVersion = options.machOMinimumOsVersion ?? options.minimumOsVersion ?? '13.0';
  const isFull = (options.codeSignature ?? 'full') === 'full';
  const team = options.codeChain?.teamIdentifier ?? options.teamIdentifier ?? chain.teamIdentifier;
  const identifier = identifierOf(options);
  const signature = {
    identifier: options.codeIdentifier ?? identifier,
    teamIdentifier: isFull ? (options.codeTeam ?? team) : '',
    signer: isFull ? codeChain.distribution : undefined,
    certificates: [codeChain.intermediate, codeChain.root],
    infoPlist: sealed.infoPlist,
    codeResources: sealed.seal,
    entitlements:
      options.entitlements === null
        ? undefined
        : (options.entitlements ?? appEntitlements(team, `${team}.${identifier}`, profileKind)),
    codeDirectories: options.codeDirectories,
    defects: options.signatureDefects,
  };
  return writeMachO({
    minimumOsVersion,
    applePlatform: options.applePlatform,
    versionCommand: options.versionCommand,
    cryptId: options.cryptId,
    fileType: options.fileType,
    architectures: options.architectures,
    codeSize: options.codeSize,
    signature: options.codeSignature === 'none' ? undefined : signature,
  });
}

function infoKeys(options: BundleOptions): Record<string, PlistValue> {
  const platform = supportedPlatforms[options.applePlatform ?? 'ios'];
  const displayName = options.displayName === undefined ? sampleApp.name : options.displayName;
  const keys: Record<string, PlistValue | undefined> = {
    CFBundleDevelopmentRegion: 'en',
    CFBundleDisplayName: displayName ?? undefined,
    CFBundleExecutable: options.executable ?? sampleApp.name,
    CFBundleIdentifier: identifierOf(options),
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: options.bundleName ?? sampleApp.name,
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: options.version ?? '1.0.0',
    CFBundleSupportedPlatforms: [platform],
    CFBundleVersion: options.versionCode ?? '1',
    DTPlatformName: platform.toLowerCase(),
    DTPlatformVersion: '17.0',
    LSRequiresIPhoneOS: true,
    MinimumOSVersion: options.minimumOsVersion ?? '13.0',
    UIDeviceFamily: [1, 2],
    UIRequiredDeviceCapabilities: ['arm64'],
    ...options.infoPlistKeys,
  };
  const kept: Record<string, PlistValue> = {};
  for (const [key, value] of Object.entries(keys)) if (value !== undefined) kept[key] = value;
  return kept;
}

export const identifierOf = (options: BundleOptions): string =>
  options.bundleIdentifier ?? sampleApp.identifier;
