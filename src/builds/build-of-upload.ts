import { rm } from 'node:fs/promises';
import { AppError, isAppError } from '../errors.js';
import { linkResumable, removeResumable, resumablePath } from '../storage/resumable.js';
import { type Lease, takeLeaseSoon } from '../uploads/lease.js';
import type { ResumableUpload } from '../uploads/model.js';
import { offsetWrong, type ReceiveDeps } from '../uploads/receive-piece.js';
import { answerExpiry } from '../uploads/resumable.js';
import { sha256Of } from '../uploads/running-hashes.js';
import { type IngestDeps, type Ingested, type IngestInput, ingest } from './ingest.js';
import { requireBuild } from './queries.js';
import { recordRefusal } from './refusals.js';

export type BuildOfUploadInput = Pick<IngestInput, 'appSlug' | 'mayCreateApp' | 'actor'>;

/**
 * Makes the build of an upload whose bytes are all there, or gives what became of it the first time:
 * its build, or its refusal, thrown. Throws `upload_offset_wrong` where bytes are missing and
 * `upload_busy` while another request is at it. What passes (`busy`, `storage_full`, a fault of the
 * server) leaves the bytes for another try; any other end takes them away.
 */
export async function buildOfUpload(
  deps: IngestDeps & ReceiveDeps,
  upload: ResumableUpload,
  input: BuildOfUploadInput,
): Promise<Ingested> {
  const lease = await takeLeaseSoon(upload.id);
  try {
    await upload.reload();
    const { buildId, refusal } = upload;
    if (buildId !== null) return { build: await requireBuild(buildId), created: false };
    if (refusal !== null) {
      throw new AppError(refusal.code, refusal.message, { details: refusal.details });
    }
    if (upload.offset < upload.size) throw offsetWrong(upload);
    return await finish(deps, upload, { ...input, lease });
  } finally {
    await lease.release();
  }
}

async function finish(
  deps: IngestDeps & ReceiveDeps,
  upload: ResumableUpload,
  { lease, ...input }: BuildOfUploadInput & { lease: Lease },
): Promise<Ingested> {
  const { storageDir, now } = deps;
  try {
    const ingested = await ingestUpload(deps, upload, input);
    await lease.note({ buildId: ingested.build.id, expiresAt: answerExpiry(now()) });
    await removeResumable(storageDir, upload.key);
    return ingested;
  } catch (error) {
    if (!isAppError(error) || passing.includes(error.code)) throw error;
    const { code, message, details } = error;
    const refusal = { code, message, details: { ...details } };
    await lease.note({ refusal, expiresAt: answerExpiry(now()) });
    await removeResumable(storageDir, upload.key);
    throw error;
  }
}

const passing: readonly string[] = ['busy', 'storage_full', 'upload_busy'];

/** The upload keeps its own name for the bytes until its end is noted: a death meanwhile loses none. */
async function ingestUpload(
  deps: IngestDeps & ReceiveDeps,
  upload: ResumableUpload,
  input: BuildOfUploadInput,
): Promise<Ingested> {
  const { key, size, fileName } = upload;
  const own = resumablePath(deps.storageDir, key);
  const hash = deps.hashes.take(key, size);
  const sha256 = hash === undefined ? await sha256Of(own) : hash.digest('hex');
  if (upload.sha256 !== null && upload.sha256 !== sha256) {
    const error = otherBytes(upload.sha256, sha256);
    await recordRefusal({ fileName, sha256, size, actor: input.actor }, error);
    throw error;
  }
  const path = await linkResumable(deps.storageDir, key);
  try {
    return await ingest(deps, { ...input, fileName, upload: { path, size, sha256 } });
  } finally {
    if (path !== own) await rm(path, { force: true });
  }
}

function otherBytes(announced: string, sha256: string): AppError {
  const message = `The file has the SHA-256 ${sha256}, and ${announced} was announced.`;
  return new AppError('upload_checksum_wrong', message, { details: { sha256 } });
}
