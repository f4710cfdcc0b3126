import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClientError } from './client-error.js';

const pieceBytes = 256 * 1024;

/** A `multipart/form-data` request: its headers, and what writes its body. */
export interface FileRequest {
  headers: Record<string, string | number>;
  send(outgoing: ClientRequest): Promise<void>;
}

/**
 * Prepares to send one file in the field `file` after the plain fields (RFC 7578). It goes from
 * disk to the wire piece by piece; its size is known before, so the server can refuse it unread.
 */
export async function sendFile(
  { path, fields }: { path: string; fields: Readonly<Record<string, string>> },
  onProgress: (sent: number, total: number) => void,
): Promise<FileRequest> {
  const { size } = await stat(path).catch((cause) => Promise.reject(unreadable(cause)));
  const boundary = `slipway-${randomBytes(18).toString('hex')}`;
  const head = Buffer.from(partsBefore(boundary, basename(path), fields));
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* body(): AsyncGenerator<Buffer> {
    yield head;
    let sent = 0;
    for await (const piece of readPieces(path, size)) {
      yield piece;
      sent += piece.length;
      onProgress(sent, size);
    }
    if (sent < size) throw new ClientError('file_unreadable', `${path} became shorter meanwhile`);
    yield end;
  }
  return {
    headers: {
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': head.length + size + end.length,
    },
    send: (outgoing) => pipeline(Readable.from(body(), { highWaterMark: 1 }), outgoing),
  };
}

async function* readPieces(path: string, size: number): AsyncGenerator<Buffer> {
  if (size === 0) return;
  try {
    yield* createReadStream(path, { highWaterMark: pieceBytes, end: size - 1 });
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause: unknown): ClientError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ClientError('file_unreadable', message, cause);
}

function partsBefore(
  boundary: string,
  fileName: string,
  fields: Readonly<Record<string, string>>,
): string {
  const plain = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  // As browsers write a file name: UTF-8, with these three escaped (WHATWG, multipart/form-data).
  const name = fileName.replace(/["\r\n]/g, encodeURIComponent);
  const type = 'Content-Type: application/octet-stream';
  return `${plain.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n${type}\r\n\r\n`;
}
