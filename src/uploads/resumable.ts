import { randomBytes } from 'node:crypto';
import { Op } from 'sequelize';
import { AppError } from '../errors.js';
import {
  createResumable,
  listResumable,
  removeResumable,
  sizeOfResumable,
} from '../storage/resumable.js';
import { asStorageFull } from '../storage/storage-full.js';
import { tooLarge } from './incoming-file.js';
import { takeLease } from './lease.js';
import { ResumableUpload } from './model.js';

const day = 24 * 60 * 60 * 1000;
/** Counted from the last byte: "another day" is any day of the same week. */
const lifeMs = 7 * day;
/** How long an answer is kept for a client that lost it. */
const answerLifeMs = day;
/** What is open of one owner at a time: each may hold a whole file. */
const mostOpen = 50;

export interface NewUpload {
  owner: string;
  fileName: string;
  app: string | null;
  sha256: string | null;
  /** Bytes. */
  size: number;
}

interface Deps {
  storageDir: string;
  maxBytes: number;
}

/**
 * Begins an upload. Throws `artifact_too_large`, `invalid_request` for an empty file, `rate_limited`
 * for an owner who has too many open.
 */
export async function beginUpload(
  { storageDir, maxBytes }: Deps,
  input: NewUpload,
  now: Date,
): Promise<ResumableUpload> {
  if (input.size > maxBytes) throw tooLarge(maxBytes);
  if (input.size === 0) throw new AppError('invalid_request', 'The file is empty.');
  const open = { owner: input.owner, buildId: null, refusal: null, expiresAt: { [Op.gt]: now } };
  if ((await ResumableUpload.count({ where: open as never })) >= mostOpen) {
    const message = `There are ${mostOpen} unfinished uploads. Finish or end one of them first.`;
    throw new AppError('rate_limited', message, { details: { retryAfterSeconds: 3600 } });
  }
  const key = randomBytes(16).toString('hex');
  // The row first: a file without one is nobody's and is swept.
  const upload = await ResumableUpload.create({ ...input, key, expiresAt: expiry(now) });
  try {
    await createResumable(storageDir, key);
    return upload;
  } catch (error) {
    await upload.destroy();
    throw asStorageFull(error);
  }
}

/**
 * The owner's upload. Throws `not_found`, also for another's, and `upload_expired` for one that was
 * left alone too long, or whose bytes the disk has lost: an offset is never promised without them.
 */
export async function requireUpload(
  { storageDir }: Pick<Deps, 'storageDir'>,
  wanted: { key: string | undefined; owner: string },
  now: Date,
): Promise<ResumableUpload> {
  const { key = '', owner } = wanted;
  const upload = await ResumableUpload.findOne({ where: { key, owner } });
  if (upload === null) throw new AppError('not_found', 'There is no such upload.');
  const isDone = upload.buildId !== null || upload.refusal !== null;
  const isThere = isDone || (await sizeOfResumable(storageDir, key)) >= upload.offset;
  if (isThere && upload.expiresAt > now) return upload;
  throw new AppError('upload_expired', 'The upload was left alone too long. Begin again.');
}

/** When an upload that just got bytes ends. */
export function expiry(now: Date): Date {
  return new Date(now.getTime() + lifeMs);
}

/** When what became of a finished upload is forgotten. */
export function answerExpiry(now: Date): Date {
  return new Date(now.getTime() + answerLifeMs);
}

/** Ends an upload and removes its bytes. Throws `upload_busy` while somebody writes to it. */
export async function endUpload(
  { storageDir }: Pick<Deps, 'storageDir'>,
  upload: ResumableUpload,
): Promise<void> {
  const lease = await takeLease(upload.id);
  try {
    await ResumableUpload.destroy({ where: { id: upload.id } });
    await removeResumable(storageDir, upload.key);
  } finally {
    await lease.release();
  }
}

/** Forgets expired uploads, and removes files that are no upload's. Gives the number of files. */
export async function sweepUploads(storageDir: string, now: Date): Promise<number> {
  await ResumableUpload.destroy({ where: { expiresAt: { [Op.lt]: now } } });
  let removed = 0;
  for await (const key of listResumable(storageDir)) {
    if ((await ResumableUpload.count({ where: { key } })) > 0) continue;
    await removeResumable(storageDir, key);
    removed += 1;
  }
  return removed;
}
