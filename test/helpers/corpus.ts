import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/**
 * Real builds with the verdicts of other people's tools. They are not part of the project: the
 * suite reads them where `CORPUS_DIR` says, and passes with a word where they are absent.
 */
export const corpusFolder = process.env.CORPUS_DIR ?? join(process.cwd(), '..', 'shared', 'corpus');

/** Whether the corpus is there; says so in the log where it is not. */
export function hasCorpus(t: ExecutionContext): boolean {
  if (existsSync(corpusFolder)) return true;
  t.log(`no corpus at ${corpusFolder} (CORPUS_DIR): nothing compared`);
  t.pass();
  return false;
}

/** All files below these folders of the corpus, as paths from its root. */
export function corpusFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(corpusFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(corpusFolder.length + 1)),
  );
}

export interface ApkTruth {
  file: string;
  aapt2: {
    exit: string;
    err: string;
    package?: string;
    versionCode?: string;
    versionName?: string;
    minSdk?: string;
    targetSdk?: string;
    label?: string;
    labels?: Record<string, string>;
    permissions?: string[];
    abis?: string[];
    debuggable?: boolean;
  };
  /** At the manifest's minSdk, and as if that were 24 or 28. */
  apksig33: Record<'default' | 'min24' | 'min28', ApksigVerdict>;
}

/** Verdict of AOSP's apksig, or what it threw. */
export interface ApksigVerdict {
  exception?: string;
  verified?: boolean;
  v1Certs?: string[];
  v2Certs?: string[];
  v3Certs?: string[];
  v31Certs?: string[];
}

export function apkTruths(): ApkTruth[] {
  return JSON.parse(readFileSync(join(corpusFolder, 'apk-truth.json'), 'utf8'));
}

export interface IpaTruth {
  /** Paths of the compiled asset catalogues. */
  assetsCar?: string[];
  bundles?: Record<string, BundleTruth>;
  /** Where somebody changed the IPA after it was signed. */
  tampered?: boolean;
  verified?: boolean;
}

export interface BundleTruth {
  CFBundleIdentifier: string;
  CFBundleShortVersionString: string;
  CFBundleVersion: string;
  CFBundleDisplayName?: string;
  CFBundleName: string;
  CFBundleSupportedPlatforms?: string[];
  MinimumOSVersion: string;
  profile?: ProfileTruth;
}

/** Read with openssl and plistutil; of a profile that is none, only the signature's verdict. */
export interface ProfileTruth {
  cmsSignatureOk: boolean;
  chainAtCreation?: boolean | string;
  Name: string;
  UUID: string;
  TeamName: string;
  TeamIdentifier: string[];
  CreationDate: string;
  ExpirationDate: string;
  ProvisionedDevices?: number;
  kind: string;
  DeveloperCertificates: { sha256: string }[];
}

export function ipaTruths(): Record<string, IpaTruth> {
  return JSON.parse(readFileSync(join(corpusFolder, 'ipa-truth.json'), 'utf8'));
}
