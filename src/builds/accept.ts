import { policyExceptionsFor } from '../apps/policy-exceptions.js';
import type { Artifact, Inspection } from '../artifacts/artifact.js';
import { isTolerable } from '../artifacts/policy.js';
import { AppError } from '../errors.js';
import type { IngestDeps, IngestInput } from './ingest.js';
import type { AcceptedException } from './model.js';

/** A build that may come in, and under which exceptions of its app. */
export interface AcceptedBuild {
  artifact: Artifact;
  icon: Uint8Array | null;
  /** Null where it needed none. */
  exceptions: AcceptedException[] | null;
}

/**
 * Judges an upload, and a second time, tolerant, where its app has an exception for what it was
 * refused for. Throws the refusal.
 */
export async function accept(
  deps: Pick<IngestDeps, 'inspect'>,
  { upload, fileName, appSlug }: Pick<IngestInput, 'upload' | 'fileName' | 'appSlug'>,
): Promise<AcceptedBuild> {
  const strict = await deps.inspect(upload.path, fileName);
  if (strict.accepted) return { ...strict, exceptions: null };
  const exceptions = await exceptionsFor(strict, appSlug);
  if (!exceptions.some(({ code }) => code === strict.refusal.code)) throw refusalOf(strict);
  const tolerate = exceptions.map(({ code }) => code);
  const tolerant = await deps.inspect(upload.path, fileName, tolerate);
  if (!tolerant.accepted) throw refusalOf(tolerant);
  const warned = new Set<string>(tolerant.artifact.warnings.map(({ code }) => code));
  return { ...tolerant, exceptions: exceptions.filter(({ code }) => warned.has(code)) };
}

type Refused = Extract<Inspection, { accepted: false }>;

async function exceptionsFor(
  { refusal, artifact }: Refused,
  slug: string | undefined,
): Promise<AcceptedException[]> {
  const { platform, bundleIdentifier } = artifact;
  if (!isTolerable(refusal.code)) return [];
  if (platform === undefined || bundleIdentifier === undefined) return [];
  const found = await policyExceptionsFor({ platform, bundleIdentifier, slug });
  return found.map(({ code, reason, createdBy }) => ({ code, reason, by: createdBy }));
}

function refusalOf({ refusal, artifact }: Refused): AppError {
  const { platform, bundleIdentifier, version, versionCode } = artifact;
  const details = { platform, bundleIdentifier, version, versionCode };
  return new AppError(refusal.code, refusal.detail, { details });
}
