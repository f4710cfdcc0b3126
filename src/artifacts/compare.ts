import { apiLevel } from './android/api-levels.js';
import type { Artifact } from './artifact.js';
import {
  type Concern,
  concernsOfUpdate,
  followsSigner,
  type HouseRelation,
  houseOf,
  isExcepted,
} from './concerns.js';
import { type BuildPart, buildParts } from './size-by-part.js';
import { compareVersionCodes } from './version-code.js';

/** What differs between two builds, and what the update from one to the other would mean. */
export interface Comparison {
  /** Same platform and bundle identifier: the newer one can update the older at all. */
  isSameApp: boolean;
  /** Empty where it installs over the older build and nobody has to do anything. */
  upgrade: readonly UpgradeEffect[];
  /** Every fact that either has, differing or not. */
  facts: readonly Fact[];
  signer: SignerRelation;
  /** Null where one of them was read before icons were compared. */
  isIconChanged: boolean | null;
  /** By their codes: what the newer one is warned of that the older was not, and the reverse. */
  warnings: Difference;
  permissions: Difference;
  abis: Difference;
  locales: Difference;
  /** Names that differ in a language both have; `''` is the default. */
  labels: readonly ChangedText[];
  entitlements: Difference & { changed: readonly ChangedText[] };
  /** Packed bytes; empty where one of them was read before sizes were. */
  sizes: readonly { part: BuildPart; older: number; newer: number }[];
}

export type UpgradeEffect = Concern | 'minimum_os_raised' | 'abis_narrowed';

/**
 * `follows`: another key, with proof (Android); `renewed`: another certificate of the same team or
 * publisher; `unproven`: another one that says so by itself.
 */
export type SignerRelation = 'same' | 'follows' | 'renewed' | 'unproven' | 'changed';

export interface Difference {
  added: readonly string[];
  removed: readonly string[];
}

export interface ChangedText {
  name: string;
  older: string;
  newer: string;
}

export interface Fact {
  name: FactName;
  older: string | null;
  newer: string | null;
}

export type FactName = keyof ReturnType<typeof factsOf>;

/** Compares the build that people hold with the one that would take its place. */
export function compareArtifacts(older: Artifact, newer: Artifact): Comparison {
  const isSameApp =
    older.platform === newer.platform && older.bundleIdentifier === newer.bundleIdentifier;
  const [oldEntitlements, newEntitlements] = [older.entitlements ?? {}, newer.entitlements ?? {}];
  return {
    isSameApp,
    upgrade: isSameApp ? upgradeEffects(older, newer) : [],
    facts: compareFacts(older, newer),
    signer: signerRelation(older, newer),
    isIconChanged: isIconChanged(older, newer),
    warnings: difference(warningCodes(older), warningCodes(newer)),
    permissions: difference(older.permissions, newer.permissions),
    abis: difference(older.abis, newer.abis),
    locales: difference(localesOf(older), localesOf(newer)),
    labels: changedTexts(older.labels, newer.labels),
    entitlements: {
      ...difference(Object.keys(oldEntitlements), Object.keys(newEntitlements)),
      changed: changedTexts(oldEntitlements, newEntitlements),
    },
    sizes: compareSizes(older, newer),
  };
}

function warningCodes({ warnings }: Artifact): string[] {
  return warnings.map(({ code }) => code);
}

function upgradeEffects(older: Artifact, newer: Artifact): UpgradeEffect[] {
  const narrowed =
    newer.abis.length > 0 &&
    (older.abis.length === 0 || older.abis.some((abi) => !newer.abis.includes(abi)));
  return [
    ...concernsOfUpdate(newer, older),
    ...(isExcepted(newer) ? ['accepted_by_exception' as const] : []),
    ...(compareVersionCodes('ios', minimumOs(newer), minimumOs(older)) > 0
      ? ['minimum_os_raised' as const]
      : []),
    ...(narrowed ? ['abis_narrowed' as const] : []),
  ];
}

function minimumOs({ platform, minSdk, minimumOsVersion }: Artifact): string {
  return platform === 'android' ? String(apiLevel(minSdk ?? '1') ?? 1) : (minimumOsVersion ?? '0');
}

function compareFacts(older: Artifact, newer: Artifact): Fact[] {
  const [olds, news] = [factsOf(older), factsOf(newer)];
  return (Object.keys(news) as FactName[])
    .map((name) => ({ name, older: olds[name], newer: news[name] }))
    .filter((fact) => (fact.older ?? fact.newer) !== null);
}

function factsOf(artifact: Artifact) {
  const { provisioningProfile: profile, signerCertificate: signer } = artifact;
  return {
    bundleIdentifier: artifact.bundleIdentifier,
    version: artifact.version || null,
    versionCode: artifact.versionCode,
    displayName: artifact.displayName,
    minimumOsVersion: artifact.minimumOsVersion,
    minSdk: artifact.minSdk,
    targetSdk: artifact.targetSdk,
    verdict: artifact.verification.verdict,
    signerSubject: signer?.subject ?? null,
    signerSha256: signer?.sha256 ?? null,
    teamIdentifier: profile?.teamIdentifier ?? null,
    profileKind: profile?.kind ?? null,
    profileExpiresAt: profile?.expiresAt ?? null,
  };
}

function signerRelation(older: Artifact, newer: Artifact): SignerRelation {
  if (older.signerCertificate?.sha256 === newer.signerCertificate?.sha256) return 'same';
  if (newer.platform === 'android') return followsSigner(newer, older) ? 'follows' : 'changed';
  return relationOf[houseOf(newer, older)];
}

const relationOf = {
  same: 'renewed',
  unproven: 'unproven',
  changed: 'changed',
} as const satisfies Record<HouseRelation, SignerRelation>;

function isIconChanged({ iconSha256: older }: Artifact, { iconSha256: newer }: Artifact) {
  return older === undefined || newer === undefined ? null : older !== newer;
}

function localesOf({ labels }: Artifact): string[] {
  return Object.keys(labels).filter((locale) => locale !== '');
}

function difference(older: readonly string[], newer: readonly string[]): Difference {
  const [olds, news] = [new Set(older), new Set(newer)];
  return {
    added: [...news].filter((each) => !olds.has(each)),
    removed: [...olds].filter((each) => !news.has(each)),
  };
}

type Texts = Readonly<Record<string, string>>;

function changedTexts(older: Texts, newer: Texts): ChangedText[] {
  const news = new Map(Object.entries(newer));
  return Object.entries(older).flatMap(([name, text]) => {
    const now = news.get(name);
    return now === undefined || now === text ? [] : [{ name, older: text, newer: now }];
  });
}

function compareSizes({ sizeByPart: older }: Artifact, { sizeByPart: newer }: Artifact) {
  if (older === undefined || newer === undefined) return [];
  return buildParts
    .map((part) => ({ part, older: older[part] ?? 0, newer: newer[part] ?? 0 }))
    .filter((size) => size.older + size.newer > 0);
}
