import { connect, type TLSSocket } from 'node:tls';
import type { Answer, Client } from './http.js';

/** The resumable uploads of one server as one sender sees them. */
export interface Tus {
  begin(file: {
    size: number;
    fileName?: string;
    app?: string;
    sha256?: string;
    headers?: Record<string, string>;
  }): Promise<Answer>;
  /** The address of a new upload. */
  open(file: Parameters<Tus['begin']>[0]): Promise<string>;
  append(
    path: string,
    offset: number,
    bytes: Buffer,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  offset(path: string): Promise<number>;
  send(method: string, path: string, headers?: Record<string, string>): Promise<Answer>;
}

export function tusOf(
  client: Client,
  credentials: Record<string, string>,
  base = '/api/v1/uploads',
): Tus {
  const common = { 'Tus-Resumable': '1.0.0', ...credentials };
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    client.send(path, { method, headers: { ...common, ...headers } });
  const begin: Tus['begin'] = ({ size, headers, ...metadata }) =>
    send('POST', base, {
      'Upload-Length': String(size),
      'Upload-Metadata': metadataHeader({ fileName: 'campus.apk', ...metadata }),
      ...headers,
    });
  return {
    send,
    begin,
    async open(file) {
      const { status, headers, text } = await begin(file);
      if (status !== 201) throw new Error(`${status}: ${text}`);
      return headers.location ?? '';
    },
    append: (path, offset, body, headers) =>
      client.send(path, {
        method: 'PATCH',
        headers: {
          ...common,
          'Content-Type': 'application/offset+octet-stream',
          'Upload-Offset': String(offset),
          ...headers,
        },
        body,
      }),
    async offset(path) {
      return Number((await send('HEAD', path)).headers['upload-offset']);
    },
  };
}

export function metadataHeader(values: Record<string, string>): string {
  const pairs = Object.entries(values);
  return pairs.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',');
}

/** A piece of which a test sends as much as it likes. */
export async function beginPiece(
  url: string,
  path: string,
  piece: { offset: number; length: number; credentials: Record<string, string> },
): Promise<TLSSocket> {
  const port = Number(new URL(url).port);
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  const headers = {
    Host: 'localhost',
    ...piece.credentials,
    'Tus-Resumable': '1.0.0',
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': String(piece.offset),
    'Content-Length': String(piece.length),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`PATCH ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

export function writeAll(socket: TLSSocket, bytes: Buffer): Promise<unknown> {
  return new Promise((resolve) => socket.write(bytes, resolve));
}
