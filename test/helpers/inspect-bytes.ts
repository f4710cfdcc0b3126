import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Artifact, Inspection } from '../../src/artifacts/artifact.js';
import { inspectFile } from '../../src/artifacts/pipeline.js';
import { defaultAppleLikeChain } from './artifacts/signers.js';
import { temporaryFolder } from './temporary-folder.js';

export interface InspectBytesOptions {
  now?: Date;
  /** PEM texts; the root of the default chain where absent. */
  anchors?: readonly string[];
  /** Codes of refusals that warn instead. */
  tolerate?: readonly string[];
}

/** Writes the bytes of a build to a file and inspects it, without a thread of its own. */
export async function inspectBytes(
  t: ExecutionContext,
  bytes: Buffer,
  options: InspectBytesOptions = {},
): Promise<Inspection> {
  const path = join(await temporaryFolder(t), 'build');
  await writeFile(path, bytes);
  const anchors = options.anchors ?? [defaultAppleLikeChain().root.pem];
  const { now = new Date(), tolerate = [] } = options;
  return inspectFile(path, { now, anchors, tolerate });
}

/** Inspects and expects the build to be accepted. */
export async function acceptedArtifact(
  t: ExecutionContext,
  bytes: Buffer,
  options?: InspectBytesOptions,
): Promise<Artifact> {
  const inspection = await inspectBytes(t, bytes, options);
  if (inspection.accepted) return inspection.artifact;
  throw new Error(`${inspection.refusal.code}: ${inspection.refusal.detail}`, {
    cause: inspection.cause,
  });
}

/** Inspects and gives the code of the refusal; null where the build is accepted. */
export async function refusalCode(
  t: ExecutionContext,
  bytes: Buffer,
  options?: InspectBytesOptions,
): Promise<string | null> {
  const inspection = await inspectBytes(t, bytes, options);
  return inspection.accepted ? null : inspection.refusal.code;
}
