import type { Artifact, Verification } from './artifact.js';

/** What is known of the file itself, beside what is read out of it. */
export interface FileFacts {
  size: number;
  /** Lower-case hex. */
  sha256: string;
  fileName: string;
}

const notChecked: Verification = { verdict: 'not-checked', schemes: [], notChecked: [] };

/**
 * An artifact as the contract's JSON, fields in the contract's order. What a refused file did not
 * give is null or empty, so that every document has the same fields; a desktop build's has one more.
 */
export function presentArtifact(artifact: Partial<Artifact>, file: FileFacts) {
  return {
    platform: artifact.platform ?? null,
    bundleIdentifier: artifact.bundleIdentifier ?? null,
    version: artifact.version ?? null,
    versionCode: artifact.versionCode ?? null,
    minimumOsVersion: artifact.minimumOsVersion ?? null,
    size: file.size,
    sha256: file.sha256,
    fileName: file.fileName,
    displayName: artifact.displayName ?? null,
    labels: artifact.labels ?? {},
    icon: artifact.icon ?? null,
    permissions: artifact.permissions ?? [],
    abis: artifact.abis ?? [],
    minSdk: artifact.minSdk ?? null,
    targetSdk: artifact.targetSdk ?? null,
    provisioningProfile: presentProfile(artifact),
    signerCertificate: artifact.signerCertificate ?? null,
    verification: artifact.verification ?? notChecked,
    warnings: artifact.warnings ?? [],
    ...(artifact.installer === undefined ? {} : { installer: artifact.installer }),
  };
}

function presentProfile({ provisioningProfile: profile }: Partial<Artifact>) {
  if (!profile) return null;
  const { kind, name, teamIdentifier, teamName, expiresAt, deviceCount } = profile;
  return { kind, name, teamIdentifier, teamName, expiresAt, deviceCount };
}
