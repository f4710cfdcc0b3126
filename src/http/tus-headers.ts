import { AppError } from '../errors.js';
import type { Context } from './context.js';

const version = '1.0.0';
const checksumBytes = { sha1: 20, sha256: 32 } as const;

/** What `OPTIONS` tells of this server. */
export function tusHeaders(maxBytes: number): Record<string, string> {
  return {
    'Tus-Resumable': version,
    'Tus-Version': version,
    'Tus-Extension': 'creation,expiration,checksum,termination',
    'Tus-Max-Size': String(maxBytes),
    'Tus-Checksum-Algorithm': Object.keys(checksumBytes).join(','),
  };
}

/** Throws `precondition_failed` for a client that does not say it speaks tus 1.0.0. */
export function requireVersion(ctx: Context): void {
  if (ctx.get('Tus-Resumable') === version) return;
  ctx.set('Tus-Version', version);
  throw new AppError('precondition_failed', `Send the header Tus-Resumable: ${version}.`);
}

/** `Upload-Length` in bytes. Throws `invalid_request`; a length that comes later is not taken. */
export function sizeOf(ctx: Context): number {
  const text = ctx.get('Upload-Length');
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw invalid('Send the size of the file, in bytes, as Upload-Length.');
}

/** `Upload-Metadata`: names, each with its value in base64, as UTF-8. Throws `invalid_request`. */
export function metadataOf(ctx: Context): Record<string, string> {
  const text = ctx.get('Upload-Metadata').trim();
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.trim().split(' '));
  const names = new Set(pairs.map(([name]) => name));
  const isSound = pairs.every(([name, value = '', ...rest]) => {
    return name && rest.length === 0 && isBase64(value);
  });
  if (!isSound || names.size < pairs.length) throw invalid('Upload-Metadata cannot be read.');
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

/** `Upload-Checksum`, or null. Throws `invalid_request`, also for an algorithm that is not known. */
export function checksumOf(
  ctx: Context,
): { algorithm: keyof typeof checksumBytes; value: Buffer } | null {
  const text = ctx.get('Upload-Checksum');
  if (text === '') return null;
  const [algorithm = '', encoded = ''] = text.split(' ');
  if (algorithm === 'sha1' || algorithm === 'sha256') {
    const value = Buffer.from(encoded, 'base64');
    if (isBase64(encoded) && value.length === checksumBytes[algorithm]) return { algorithm, value };
  }
  throw invalid('Send Upload-Checksum as sha1 or sha256, a space, and the value in base64.');
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function invalid(message: string): AppError {
  return new AppError('invalid_request', message);
}
