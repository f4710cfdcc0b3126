import { z } from 'zod';
import { type BuildOfUploadInput, buildOfUpload } from '../builds/build-of-upload.js';
import type { Ingested } from '../builds/ingest.js';
import { recordRefusal } from '../builds/refusals.js';
import { AppError, isAppError } from '../errors.js';
import type { ResumableUpload } from '../uploads/model.js';
import { offsetWrong, type ReceiveDeps, receivePiece } from '../uploads/receive-piece.js';
import { beginUpload, endUpload, requireUpload } from '../uploads/resumable.js';
import { plainFileName } from './api/file-name.js';
import { actorOf, type Context, type Handler } from './context.js';
import { parse } from './parse.js';
import type { Services } from './services.js';
import { checksumOf, metadataOf, requireVersion, sizeOf, tusHeaders } from './tus-headers.js';

/** One place of resumable uploads: who may, and what happens once all bytes are in. */
export interface TusDoor {
  /** Where it is in the URL map. */
  base: string;
  /** Refuses, or names whose uploads these are. */
  owner(ctx: Context): Promise<string> | string;
  onComplete(ctx: Context, upload: ResumableUpload): Promise<void>;
}

export interface TusHandlers {
  options: Handler;
  begin: Handler;
  show: Handler;
  append: Handler;
  end: Handler;
}

/**
 * tus 1.0: core, creation, expiration, checksum, termination. @tus/server has no checksum extension,
 * promises what is in the page cache, and locks within one process; hence this one.
 */
export function tusHandlers(services: Services, door: TusDoor): TusHandlers {
  return {
    async options(ctx) {
      await door.owner(ctx);
      ctx.set(tusHeaders(services.config.MAX_UPLOAD_BYTES));
      ctx.status = 204;
    },
    async begin(ctx) {
      const upload = await begin(services, ctx, await entered(ctx, door));
      ctx.set('Location', `${door.base}/${upload.key}`);
      tell(ctx, upload);
      ctx.status = 201;
      ctx.body = presentUpload(upload);
    },
    async show(ctx) {
      if (ctx.method === 'HEAD') requireVersion(ctx);
      ctx.set('Tus-Resumable', '1.0.0');
      const upload = await find(services, ctx, await door.owner(ctx));
      tell(ctx, upload);
      ctx.set('Upload-Length', String(upload.size));
      ctx.status = 200;
      ctx.body = presentUpload(upload);
    },
    async append(ctx) {
      const upload = await find(services, ctx, await entered(ctx, door));
      await append(services, ctx, upload);
      tell(ctx, upload);
      ctx.status = 204;
      if (upload.offset === upload.size) await door.onComplete(ctx, upload);
    },
    async end(ctx) {
      const upload = await find(services, ctx, await entered(ctx, door));
      await endUpload(placeOf(services), upload);
      ctx.status = 204;
    },
  };
}

/** The build of a finished upload, made now or before; see `buildOfUpload`. */
export async function finishUpload(
  services: Services,
  ctx: Context,
  owner: string,
  input: Omit<BuildOfUploadInput, 'actor'>,
): Promise<Ingested> {
  const upload = await find(services, ctx, owner);
  const deps = { ...services, ...receiveDeps(services) };
  const appSlug = input.appSlug ?? upload.app ?? undefined;
  return buildOfUpload(deps, upload, { ...input, appSlug, actor: actorOf(ctx) });
}

async function entered(ctx: Context, door: TusDoor): Promise<string> {
  requireVersion(ctx);
  ctx.set('Tus-Resumable', '1.0.0');
  return door.owner(ctx);
}

const metadataSchema = z.object({
  fileName: z.string().optional(),
  // As Uppy and the tus clients call it.
  filename: z.string().optional(),
  app: z.string().max(40).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be a SHA-256 in hexadecimal')
    .toLowerCase()
    .optional(),
});

async function begin(services: Services, ctx: Context, owner: string): Promise<ResumableUpload> {
  const size = sizeOf(ctx);
  const metadata = parse(metadataSchema, metadataOf(ctx));
  const { app, sha256 } = metadata;
  const fileName = plainFileName(metadata.fileName ?? metadata.filename ?? '');
  const input = { owner, fileName, size, app: app || null, sha256: sha256 ?? null };
  try {
    return await beginUpload(placeOf(services), input, services.now());
  } catch (error) {
    if (isAppError(error, 'artifact_too_large')) {
      await recordRefusal({ ...input, actor: actorOf(ctx) }, error);
    }
    throw error;
  }
}

async function append(services: Services, ctx: Context, upload: ResumableUpload): Promise<void> {
  if (!ctx.is('application/offset+octet-stream')) {
    const message = 'Send the piece as application/offset+octet-stream.';
    throw new AppError('media_type_unsupported', message);
  }
  const text = ctx.get('Upload-Offset');
  const offset = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  // Looked at before the body is, and again by who holds the upload.
  if (offset !== upload.offset) throw offsetWrong(upload);
  const piece = { offset, source: ctx.req, checksum: checksumOf(ctx) };
  await receivePiece(receiveDeps(services), upload, piece);
}

function find(services: Services, ctx: Context, owner: string): Promise<ResumableUpload> {
  const wanted = { key: ctx.params.id, owner };
  return requireUpload(placeOf(services), wanted, services.now());
}

function placeOf({ config }: Services) {
  return { storageDir: config.STORAGE_DIR, maxBytes: config.MAX_UPLOAD_BYTES };
}

function receiveDeps({ config, uploadHashes, now }: Services): ReceiveDeps {
  return { storageDir: config.STORAGE_DIR, hashes: uploadHashes, now };
}

function tell(ctx: Context, upload: ResumableUpload): void {
  ctx.set('Upload-Offset', String(upload.offset));
  ctx.set('Upload-Expires', upload.expiresAt.toUTCString());
}

function presentUpload(upload: ResumableUpload) {
  const { key, fileName, app, size, sha256, offset, buildId, expiresAt, createdAt } = upload;
  return {
    id: key,
    fileName,
    app,
    size,
    sha256,
    offset,
    build: buildId,
    expiresAt: expiresAt.toISOString(),
    createdAt: createdAt.toISOString(),
  };
}
