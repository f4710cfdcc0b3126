import { createHash } from 'node:crypto';
import { UniqueConstraintError } from 'sequelize';
import { createAppIn, findAppPlatform, slugPattern } from '../apps/apps.js';
import { App, AppPlatform } from '../apps/model.js';
import type { Artifact, Inspection } from '../artifacts/artifact.js';
import { fileExtension } from '../artifacts/file-extension.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction, Transaction } from '../database/transaction.js';
import { AppError, isAppError } from '../errors.js';
import type { FileStore } from '../storage/file-store.js';
import { contentKey } from '../storage/keys.js';
import type { Upload } from '../uploads/incoming-file.js';
import { accept } from './accept.js';
import { manifestHashes } from './chunk-hashes.js';
import { Build } from './model.js';
import { findBuildBySha256, requireBuild } from './queries.js';
import { recordRefusal } from './refusals.js';
import { removeUnrecorded, requireStored } from './unrecorded-file.js';

export interface IngestDeps {
  transaction: RunTransaction;
  store: FileStore;
  /** Judges and reads one file; see `artifacts/inspect.ts`. */
  inspect(path: string, fileName: string, tolerate?: readonly string[]): Promise<Inspection>;
}

export interface IngestInput {
  upload: Upload;
  /** As the sender calls it: shown and recorded, never used as a path. */
  fileName: string;
  /** The app to attach an unknown bundle identifier to. */
  appSlug: string | undefined;
  /** Whether `appSlug` may name an app that is not there yet. */
  mayCreateApp: boolean;
  actor: string;
}

export interface Ingested {
  build: Build;
  /** False where these very bytes were a build already. */
  created: boolean;
}

/**
 * Makes a build of an upload: known bytes → judge and read, again where the app has an exception for
 * what was refused → find its app → store → record. A refusal is thrown as its AppError and leaves a record, never bytes. Nothing of a build is visible
 * before its row, and the row comes last.
 */
export async function ingest(deps: IngestDeps, input: IngestInput): Promise<Ingested> {
  const { upload } = input;
  const known = await findBuildBySha256(upload.sha256);
  if (known !== null) return { build: known, created: false };
  try {
    const { artifact, icon, exceptions } = await accept(deps, input);
    await refuseKnownVersion(artifact, upload.sha256);
    await refuseUnknownApp(artifact, input);
    const hashes = await manifestHashes(artifact.platform, upload);
    const iconKey = await storeIcon(deps.store, artifact, icon);
    const fileKey = contentKey('artifacts', upload.sha256, fileExtension(artifact));
    const { chunkBytes, sha256s, md5s } = hashes;
    const stored = { fileKey, iconKey, chunkHashes: { chunkBytes, sha256s, md5s }, exceptions };
    return await store(deps, input, artifact, stored);
  } catch (error) {
    if (isAppError(error)) await recordRefusal({ ...input, ...upload }, error);
    throw error;
  }
}

const iconExtension = { 'image/png': 'png', 'image/webp': 'webp', 'image/jpeg': 'jpg' } as const;

/** The same bytes are no other build: their upload at the same moment ends in `afterCollision`. */
async function refuseKnownVersion(artifact: Artifact, sha256: string): Promise<void> {
  const appPlatform = await findAppPlatform(artifact.platform, artifact.bundleIdentifier);
  if (appPlatform === null) return;
  const where = { appPlatformId: appPlatform.id, versionCode: artifact.versionCode };
  const existing = await Build.findOne({ where });
  if (existing !== null && existing.sha256 !== sha256) throw buildExists(artifact, existing);
}

function buildExists(artifact: Artifact, existing: Build | null): AppError {
  const what = `${artifact.bundleIdentifier} ${artifact.version} (${artifact.versionCode})`;
  return new AppError(
    'build_exists',
    `There is already another build of ${what} for ${artifact.platform}. Raise the version code and build again.`,
    { details: { build: existing?.id, sha256: existing?.sha256 } },
  );
}

async function refuseUnknownApp(artifact: Artifact, input: IngestInput): Promise<void> {
  const appPlatform = await findAppPlatform(artifact.platform, artifact.bundleIdentifier);
  const slug = input.appSlug;
  if (appPlatform !== null) {
    if (slug === undefined || appPlatform.app?.slug === slug) return;
    throw new AppError(
      'invalid_request',
      `${artifact.bundleIdentifier} belongs to the app "${appPlatform.app?.slug}", not to "${slug}".`,
      { details: { app: appPlatform.app?.slug } },
    );
  }
  const { platform, bundleIdentifier } = artifact;
  const details = { platform, bundleIdentifier };
  if (slug === undefined) {
    const message = `No app here has the bundle identifier ${bundleIdentifier} on ${platform}. Name the app it belongs to.`;
    throw new AppError('app_unknown', message, { details });
  }
  if ((await App.count({ where: { slug } })) > 0) return;
  if (!input.mayCreateApp)
    throw new AppError('app_unknown', `There is no app "${slug}".`, { details });
  if (slugPattern.test(slug)) return;
  const message = 'An app slug has lower-case letters, digits and single dashes only.';
  throw new AppError('invalid_request', message, { details: { field: 'app' } });
}

async function storeIcon(
  store: FileStore,
  artifact: Artifact,
  icon: Uint8Array | null,
): Promise<string | null> {
  if (icon === null || artifact.icon === null) return null;
  const sha256 = createHash('sha256').update(icon).digest('hex');
  const key = contentKey('icons', sha256, iconExtension[artifact.icon.type]);
  await store.writeSmall(key, icon);
  return key;
}

type Stored = Pick<Build, 'fileKey' | 'iconKey' | 'chunkHashes' | 'exceptions'>;

/** File first, row last; without the row the file goes too. */
async function store(
  deps: IngestDeps,
  input: IngestInput,
  artifact: Artifact,
  stored: Stored,
): Promise<Ingested> {
  try {
    await deps.store.put(input.upload.path, stored.fileKey);
    return await record(deps, input, artifact, stored);
  } catch (error) {
    await removeUnrecorded(deps, stored.fileKey);
    throw error;
  }
}

async function record(
  deps: IngestDeps,
  input: IngestInput,
  artifact: Artifact,
  stored: Stored,
): Promise<Ingested> {
  try {
    const id = await deps.transaction(async (transaction) => {
      const appPlatform = await findOrCreateAppPlatform(artifact, input, transaction);
      const build = await Build.create(
        {
          appPlatformId: appPlatform.id,
          version: artifact.version,
          versionCode: artifact.versionCode,
          size: input.upload.size,
          sha256: input.upload.sha256,
          fileName: input.fileName,
          verdict: artifact.verification.verdict,
          profileExpiresAt: expiry(artifact),
          signerSha256: artifact.signerCertificate?.sha256 ?? null,
          artifact,
          createdBy: input.actor,
          ...stored,
        },
        { transaction },
      );
      const details = {
        bundleIdentifier: artifact.bundleIdentifier,
        versionCode: artifact.versionCode,
        ...(stored.exceptions && { exceptions: stored.exceptions.map(({ code }) => code) }),
      };
      const event = { actor: input.actor, action: 'build.ingest', subject: `build:${build.id}` };
      await recordAudit({ ...event, details }, transaction);
      await requireStored(deps.store, stored.fileKey, transaction);
      return build.id;
    });
    return { build: await requireBuild(id), created: true };
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    return afterCollision(deps, input, artifact, stored, error);
  }
}

function expiry(artifact: Artifact): Date | null {
  const profile = artifact.provisioningProfile;
  return profile === null ? null : new Date(profile.expiresAt);
}

async function findOrCreateAppPlatform(
  artifact: Artifact,
  input: IngestInput,
  transaction: Transaction,
): Promise<AppPlatform> {
  const { platform, bundleIdentifier } = artifact;
  const existing = await findAppPlatform(platform, bundleIdentifier, transaction);
  if (existing !== null) return existing;
  const slug = input.appSlug ?? '';
  const app =
    (await App.findOne({ where: { slug }, transaction })) ??
    (await createAppIn(transaction, {
      slug,
      name: artifact.displayName || slug,
      actor: input.actor,
    }));
  return AppPlatform.create({ appId: app.id, platform, bundleIdentifier }, { transaction });
}

/** Another upload of the same bytes, version or app came first. */
async function afterCollision(
  deps: IngestDeps,
  input: IngestInput,
  artifact: Artifact,
  stored: Stored,
  cause: UniqueConstraintError,
): Promise<Ingested> {
  const same = await findBuildBySha256(input.upload.sha256);
  if (same !== null) return { build: same, created: false };
  await refuseKnownVersion(artifact, input.upload.sha256);
  // The app or its platform was made by the other one in the meantime; now it is there.
  if (/builds/.test(cause.message)) throw cause;
  return record(deps, input, artifact, stored);
}
