import { koaBody } from 'koa-body';
import { recordRefusal } from '../../builds/refusals.js';
import { AppError, isAppError } from '../../errors.js';
import { IncomingFile, tooLarge, type Upload } from '../../uploads/incoming-file.js';
import { actorOf, type Context, type Middleware } from '../context.js';
import { holdsNul, nulRefused } from '../parse.js';
import type { Services } from '../services.js';
import { onBodyBytes } from './body-bytes.js';
import { fromHeaderBytes, plainFileName } from './file-name.js';
import { watchPace } from './upload-pace.js';

/** A build file whose last byte has come. Whoever receives it discards `file` in the end. */
export interface ReceivedBuild {
  file: IncomingFile;
  upload: Upload;
  /** As the sender calls it; never a path. */
  fileName: string;
  fields: Record<string, string>;
}

/** What multipart puts around a file, with all fields: a body that has more of it is none of ours. */
const mostAround = 192 * 1024;
const longestFields = 64 * 1024;
const mostFields = 20;

/**
 * Reads `multipart/form-data`: one file in the field `file`, and small fields. Throws
 * `artifact_too_large` (before the body where Content-Length tells), `upload_aborted`,
 * `upload_too_slow`, `storage_full` and `invalid_request`; then no byte stays, and what is known is on record.
 */
export async function receiveBuild(
  ctx: Context,
  services: Pick<Services, 'config' | 'uploadPace'>,
): Promise<ReceivedBuild> {
  const arrival: Arrival = { fileName: '', file: undefined };
  try {
    refuseUnread(ctx, services.config.MAX_UPLOAD_BYTES);
    const fields = await readMultipart(ctx, services, arrival);
    return { ...(await whole(arrival)), fields };
  } catch (error) {
    const refusal = refusalOf(ctx, error);
    await arrival.file?.discard();
    await keepRecord(ctx, arrival, refusal);
    throw refusal;
  }
}

interface Arrival {
  fileName: string;
  file: IncomingFile | undefined;
}

function refuseUnread(ctx: Context, maxBytes: number): void {
  if (!ctx.is('multipart/form-data'))
    throw invalid('Send multipart/form-data with one file in the field "file".');
  if ((ctx.request.length ?? 0) > maxBytes + mostAround) throw tooLarge(maxBytes);
}

async function readMultipart(
  ctx: Context,
  { config, uploadPace }: Pick<Services, 'config' | 'uploadPace'>,
  arrival: Arrival,
): Promise<Record<string, string>> {
  // formidable reads on until its request fails; this is how a refusal of ours reaches it.
  const refuse = (error: AppError) => ctx.req.emit('error', error);
  const endWatch = watchPace(ctx, uploadPace, refuse);
  const around = countAround(ctx, refuse);
  const openFile = () => {
    arrival.file = new IncomingFile(config.STORAGE_DIR, config.MAX_UPLOAD_BYTES);
    return arrival.file;
  };
  const onPart = (part: Part, handle: (part: Part) => void) => {
    around.watch(part);
    try {
      prepare(part, arrival);
    } catch (error) {
      refuse(error as AppError);
      return;
    }
    handle(part);
  };
  const formidable = {
    ...readerOptions,
    fileWriteStreamHandler: openFile,
    onPart: onPart as never,
  };
  const read = koaBody({ ...multipartOnly, formidable }) as unknown as Middleware;
  await read(ctx, async () => undefined).finally(endWatch);
  return singleFields(ctx.request.body);
}

const multipartOnly = { json: false, urlencoded: false, text: false, multipart: true } as const;

const readerOptions = {
  // Header values byte by byte: one that comes in two pieces may be cut inside a character.
  encoding: 'binary',
  maxFields: mostFields,
  maxFieldsSize: longestFields,
  // IncomingFile holds the limit; formidable's own are 200 MiB.
  maxFileSize: Number.MAX_SAFE_INTEGER,
  maxTotalFileSize: Number.MAX_SAFE_INTEGER,
  allowEmptyFiles: true,
  minFileSize: 0,
} as const;

/** A part as formidable gives it, in the fields that are used here. */
interface Part extends NodeJS.EventEmitter {
  name: string | null;
  originalFilename: string | null;
  mimetype: string | null;
  transferEncoding: string;
}

/**
 * formidable takes for a file what has a Content-Type and dies of a field whose transfer encoding
 * Node does not know; here a file is what has a file name, and a field is UTF-8.
 */
function prepare(part: Part, arrival: Arrival): void {
  part.name = fromHeaderBytes(part.name ?? '');
  part.transferEncoding = 'utf-8';
  if (part.originalFilename === null) {
    part.mimetype = null;
    return;
  }
  part.mimetype ??= 'application/octet-stream';
  if (part.name !== 'file') throw invalid(`The field "${part.name}" takes no file.`);
  if (arrival.file !== undefined) throw invalid('Send one file in the field "file", not more.');
  arrival.fileName = plainFileName(fromHeaderBytes(part.originalFilename));
}

/** Counts what comes beside the file's bytes, which formidable keeps in memory, and stops what is endless. */
function countAround(ctx: Context, refuse: (error: AppError) => void) {
  let around = 0;
  onBodyBytes(ctx, (bytes) => {
    around += bytes;
    if (around > mostAround) refuse(invalid('There is too much around the file.'));
  });
  return {
    watch(part: Part) {
      if (part.originalFilename === null) return;
      part.on('data', (piece: Buffer) => {
        around -= piece.length;
      });
    },
  };
}

function singleFields(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, string | string[]>);
  return Object.fromEntries(
    fields.map(([name, value]) => {
      if (holdsNul(value)) throw invalid(nulRefused);
      if (typeof value !== 'string') throw invalid(`The field "${name}" was sent more than once.`);
      return [name, value];
    }),
  );
}

async function whole({ file, fileName }: Arrival): Promise<Omit<ReceivedBuild, 'fields'>> {
  if (file === undefined) throw invalid('There is no file in the field "file".');
  const { upload } = file;
  if (upload === undefined) throw file.errored ?? new Error('the upload ended without its end');
  // What a browser sends when nobody chose a file.
  if (upload.size === 0) throw invalid('The file in the field "file" is empty.');
  return { file, upload, fileName };
}

function refusalOf(ctx: Context, error: unknown): unknown {
  if (isAppError(error)) return error;
  if (ctx.req.destroyed && !ctx.req.complete)
    return new AppError('upload_aborted', 'The upload was cut off.', { cause: error });
  if (error instanceof Error && 'httpCode' in error)
    return new AppError('invalid_request', 'The body is no sound multipart/form-data.', {
      cause: error,
    });
  return error;
}

async function keepRecord(ctx: Context, arrival: Arrival, refusal: unknown): Promise<void> {
  const { file, fileName } = arrival;
  if (!isAppError(refusal)) return;
  if (file === undefined && refusal.code !== 'artifact_too_large') return;
  const size = file?.size ?? ctx.request.length ?? 0;
  await recordRefusal({ fileName, sha256: null, size, actor: actorOf(ctx) }, refusal);
}

function invalid(message: string): AppError {
  return new AppError('invalid_request', message);
}
