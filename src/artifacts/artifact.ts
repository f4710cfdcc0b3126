import type { ErrorCode } from '../errors.js';
import type { Platform } from '../platform.js';
import type { TolerableCode } from './policy.js';
import type { SizeByPart } from './size-by-part.js';

/** What is read from one build file. Everything in it comes from the file's own bytes. */
export interface Artifact {
  platform: Platform;
  /** Desktop builds only. */
  installer?: Installer;
  /**
   * `CFBundleIdentifier`; the package of the Android manifest; of an MSI its UpgradeCode, of an MSIX
   * its Identity; of any other Windows program one derived from company and product.
   */
  bundleIdentifier: string;
  /** `CFBundleShortVersionString` or `versionName`: what people read; may be empty. */
  version: string;
  /**
   * `CFBundleVersion`, or `versionCodeMajor` and `versionCode` as one decimal number, or the file's
   * version on Windows: what machines compare.
   */
  versionCode: string;
  /** iOS: the higher of `MinimumOSVersion` and the Mach-O load command; Android: the version of `minSdk`, where known. */
  minimumOsVersion: string | null;
  displayName: string;
  /** Label per locale; the key `''` is the default (as aapt2 prints it). */
  labels: Readonly<Record<string, string>>;
  icon: IconFacts | null;
  /** Of the icon as it is served, lower-case hex; empty where there is none. */
  iconSha256?: string;
  permissions: readonly string[];
  abis: readonly string[];
  /** iOS: what the executable may do, by name; values that are no text are JSON. */
  entitlements?: Readonly<Record<string, string>>;
  /** iOS: what it is made for (`UIDeviceFamily`); absent where the app does not say. */
  deviceFamilies?: readonly DeviceFamily[];
  /** iOS: when the certificate that signed it ends (ISO 8601 in UTC), and the app with it. */
  signerExpiresAt?: string;
  /** Bytes of the archive by what they are for. */
  sizeByPart?: SizeByPart;
  /** As written: a number or a code name such as `IceCreamSandwich`. */
  minSdk: string | null;
  targetSdk: string | null;
  provisioningProfile: ProvisioningProfile | null;
  signerCertificate: SignerCertificate | null;
  /** Android, where the key was ever changed: SHA-256 of each signer's certificate, oldest first. */
  signerLineage?: readonly string[];
  /** What devices still let each of them do, in the same order; absent in what was read before they were. */
  lineageCapabilities?: readonly (readonly LineageCapability[])[];
  verification: Verification;
  warnings: readonly Warning[];
}

export type DeviceFamily = 'iphone' | 'ipad';

export type InstallerKind = 'exe' | 'msi' | 'msix' | 'pkg' | 'app-zip' | 'dmg';
export type InstallerMaker = 'nsis' | 'inno' | 'squirrel' | 'burn';

/** How a desktop build installs itself, and which tool made its installer, where that is known. */
export interface Installer {
  kind: InstallerKind;
  maker: InstallerMaker | null;
}

export type IconType = 'image/png' | 'image/webp' | 'image/jpeg';

/** Width and height in pixels, as in the image itself. */
export interface IconFacts {
  type: IconType;
  width: number;
  height: number;
}

/** Derived from the profile: `ProvisionsAllDevices`, `ProvisionedDevices`, `get-task-allow`. */
export type DistributionType = 'development' | 'ad-hoc' | 'enterprise' | 'app-store';

/** Apple's permission to run, embedded in the IPA. Dates are ISO 8601 in UTC. */
export interface ProvisioningProfile {
  kind: DistributionType;
  name: string;
  uuid: string;
  teamIdentifier: string;
  teamName: string;
  createdAt: string;
  expiresAt: string;
  /** How many devices it names; 0 for an enterprise profile, which covers all. */
  deviceCount: number;
}

/** `sha256` is of the certificate's DER, in lower-case hex. */
export interface SignerCertificate {
  sha256: string;
  subject: string;
  /** The organisation (`O`) a device shows when it asks to trust the developer; null where the certificate names none. */
  organisation: string | null;
}

/** `installed-data`: what it signed may be updated by newer signers; `rollback`: the other way round. */
export type LineageCapability =
  | 'installed-data'
  | 'shared-uid'
  | 'permission'
  | 'rollback'
  | 'auth';

export type SignatureScheme =
  | 'v1'
  | 'v2'
  | 'v3'
  | 'v3.1'
  | 'provisioning-profile'
  | 'code-signature'
  | 'authenticode'
  | 'installer-signature'
  | 'disk-image-signature';

export interface SchemeVerification {
  scheme: SignatureScheme;
  verified: boolean;
  /** SHA-256 of each signer certificate's DER, lower-case hex. */
  certificates: readonly string[];
}

export interface Refusal {
  code: ErrorCode;
  /** One English sentence that names what was wrong and what to do. */
  detail: string;
}

export interface Verification {
  /** `verified`: all of it; `partial`: what `notChecked` names was left out; `not-checked`: nothing held or was tried. */
  verdict: 'verified' | 'partial' | 'not-checked';
  /** The lowest Android API level for which the verdict holds; absent on other platforms. */
  androidVersions?: { from: number };
  schemes: readonly SchemeVerification[];
  notChecked: readonly string[];
  /** Desktop: when the signature was made, by a timestamp authority (ISO 8601); absent without one. */
  timestamp?: string;
  /** macOS: whether a notarisation ticket is stapled to the build. */
  isNotarised?: boolean;
  refusal?: Refusal;
}

export interface Warning {
  /** The code of a refusal where an exception let the build in all the same. */
  code: WarningCode | TolerableCode;
  /** One English sentence. */
  detail: string;
}

export type WarningCode =
  | 'debuggable'
  | 'test_only'
  | 'debug_certificate'
  | 'weak_signature'
  | 'development_profile'
  | 'expires_soon'
  | 'private_anchor'
  | 'unsealed_files'
  | 'newer_android_only'
  | 'old_target_sdk'
  | 'no_icon'
  | 'no_timestamp'
  | 'self_signed'
  | 'not_notarised'
  | 'unsigned_bytes';

/** What `inspect` gives: a whole artifact, or a refusal with whatever could be read before it. */
export type Inspection =
  | { accepted: true; artifact: Artifact; icon: Uint8Array | null }
  | {
      accepted: false;
      artifact: Partial<Artifact>;
      refusal: Refusal;
      /** What was thrown behind the refusal, where something was: for the log, never for an answer. */
      cause?: unknown;
    };
