import { createFreshCache } from '../access/fresh-cache.js';
import type { Artifact } from '../artifacts/artifact.js';
import type { ChunkHashes } from '../builds/model.js';
import { AppError, isAppError } from '../errors.js';
import type { Platform } from '../platform.js';
import { partsOf, requireRelease } from '../releases/queries.js';

/** What a delivery needs of a release. None of it ever changes. */
export interface ReleasedBuild {
  releaseId: number;
  buildId: number;
  appId: number;
  slug: string;
  appName: string;
  platform: Platform;
  bundleIdentifier: string;
  version: string;
  versionCode: string;
  displayName: string;
  size: number;
  sha256: string;
  fileKey: string;
  iconKey: string | null;
  chunkHashes: ChunkHashes;
  artifact: Artifact;
}

/** Reads a released build once and keeps it: manifest and download routes ask no database. */
export interface ReleasedBuilds {
  /** Throws `ticket_invalid` for a release that is not there. */
  get(releaseId: number): Promise<ReleasedBuild>;
}

export function createReleasedBuilds(): ReleasedBuilds {
  return createFreshCache({
    load,
    maxAgeMs: Number.POSITIVE_INFINITY,
    maxEntries: 500,
    clock: () => performance.now(),
  });
}

async function load(releaseId: number): Promise<ReleasedBuild> {
  const release = await requireRelease(releaseId).catch((cause: unknown) => {
    if (!isAppError(cause, 'not_found')) throw cause;
    throw new AppError('ticket_invalid', 'This release is no longer here.', { cause });
  });
  const { build, app, appPlatform } = partsOf(release);
  return {
    releaseId,
    buildId: build.id,
    appId: app.id,
    slug: app.slug,
    appName: app.name,
    platform: appPlatform.platform,
    bundleIdentifier: appPlatform.bundleIdentifier,
    version: build.version,
    versionCode: build.versionCode,
    displayName: build.artifact.displayName || app.name,
    size: build.size,
    sha256: build.sha256,
    fileKey: build.fileKey,
    iconKey: build.iconKey,
    chunkHashes: build.chunkHashes,
    artifact: build.artifact,
  };
}
