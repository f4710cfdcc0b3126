import { Transform } from 'node:stream';
import type { Ticket } from '../../access/ticket.js';
import { type FileExtension, fileExtension } from '../../artifacts/file-extension.js';
import { noteDelivered } from '../../delivery/downloads.js';
import { packageFileName } from '../../delivery/file-name.js';
import { type RangeSelection, selectRange } from '../../delivery/ranges.js';
import type { ReleasedBuild } from '../../delivery/released-build.js';
import { AppError } from '../../errors.js';
import type { Context, Handler } from '../context.js';
import type { Services } from '../services.js';
import { admit, recordStep } from './admission.js';

const mediaTypes: Record<FileExtension, string> = {
  ipa: 'application/octet-stream',
  apk: 'application/vnd.android.package-archive',
  exe: 'application/vnd.microsoft.portable-executable',
  msi: 'application/x-msi',
  msix: 'application/msix',
  pkg: 'application/octet-stream',
  dmg: 'application/x-apple-diskimage',
  zip: 'application/zip',
};

/**
 * The build's bytes, resumable (RFC 9110 §14): a strong ETag that is the same under every ticket,
 * exact lengths, no compression. Android's downloader resumes with `Range` and `If-Match` and takes
 * anything but 206 for the end.
 */
export function sendPackage(services: Services): Handler {
  const open = createOpenCount();
  return async (ctx) => {
    const admitted = await admit(ctx, services, 'package');
    const { build } = admitted;
    const fileName = packageFileName(build);
    if (ctx.params.fileName !== fileName)
      throw new AppError('ticket_invalid', 'This link opens another file.');
    const etag = `"sha256-${build.sha256}"`;
    const { method, headers } = ctx.req;
    const selection = selectRange({ method: method ?? 'GET', headers, size: build.size, etag });
    ctx.set('ETag', etag);
    ctx.set('Accept-Ranges', 'bytes');
    ctx.set('Cache-Control', 'private, no-transform');
    ctx.set('Content-Disposition', `attachment; filename="${fileName}"`);
    refuseSelection(ctx, selection, build.size);
    ctx.status = selection.status;
    if (selection.status === 304) return;
    ctx.type = mediaTypes[fileExtension(build.artifact)];
    if (selection.status === 206) {
      ctx.set('Content-Range', `bytes ${selection.start}-${selection.end}/${build.size}`);
    }
    ctx.length = selection.end - selection.start + 1;
    if (ctx.method === 'HEAD') return;
    await stream(ctx, services, { ...admitted, selection, highWaterMark: open.pieceBytes() });
    open.hold(ctx);
  };
}

function refuseSelection(ctx: Context, selection: RangeSelection, size: number): void {
  if (selection.status === 412)
    throw new AppError('precondition_failed', 'The file is not the one you began with.');
  if (selection.status !== 416) return;
  ctx.set('Content-Range', `bytes */${size}`);
  throw new AppError('range_not_satisfiable', `The file has ${size} bytes.`);
}

interface Sending {
  ticket: Ticket;
  build: ReleasedBuild;
  selection: RangeSelection;
  highWaterMark: number;
}

async function stream(ctx: Context, services: Services, sending: Sending): Promise<void> {
  const { build, selection, highWaterMark } = sending;
  const { start, end } = selection;
  const startedAt = services.now();
  const source = await services.store.readStream(build.fileKey, { start, end, highWaterMark });
  let sent = 0;
  const counted = new Transform({
    readableHighWaterMark: 0,
    writableHighWaterMark: 0,
    transform(piece: Buffer, _encoding, callback) {
      if (sent === 0 && start === 0) recordStep(services, 'first-byte', sending);
      sent += piece.length;
      callback(null, piece);
    },
  });
  source.once('error', (error) => counted.destroy(error));
  counted.once('close', () => source.destroy());
  ctx.body = source.pipe(counted);
  ctx.res.once('close', () => {
    // Bytes that still wait in this process did not leave it.
    const left = ctx.res.writableFinished ? sent : Math.max(0, sent - ctx.res.writableLength);
    services.afterwards(
      noteEnd(ctx, services, sending, { from: start, to: start + left, startedAt }),
    );
  });
}

async function noteEnd(
  ctx: Context,
  services: Services,
  sending: Sending,
  part: { from: number; to: number; startedAt: Date },
): Promise<void> {
  try {
    const { ticket, build } = sending;
    const stretch: [number, number] = [part.from, part.to];
    const { completedNow } = await noteDelivered(services, ticket, build, stretch, part.startedAt);
    if (completedNow) recordStep(services, 'all-bytes', sending);
  } catch (error) {
    ctx.state.log.error({ err: error }, 'a download was not noted');
  }
}

/**
 * The size of the pieces a file is read in follows the number of open downloads: large ones cost
 * the least CPU, and 500 slow phones at 1 MiB each would cost 1.6 GiB of memory.
 */
function createOpenCount() {
  let count = 0;
  return {
    pieceBytes: () => (count <= 8 ? 1024 : count <= 64 ? 256 : 64) * 1024,
    hold(ctx: Context) {
      // One who went away meanwhile closes no more.
      if (ctx.res.closed) return;
      count += 1;
      ctx.res.once('close', () => {
        count -= 1;
      });
    },
  };
}
