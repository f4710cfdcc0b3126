import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { rootCertificates } from 'node:tls';
import { AppError, type ErrorCode } from '../errors.js';
import { ClientError } from './client-error.js';
import type { Credentials } from './credentials.js';
import { sendFile } from './send-file.js';

/** The REST API of one server. What it refuses is thrown as an AppError with its code and details. */
export interface Client {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** Sends a build from disk; `onProgress` is told how many bytes of it are on their way. */
  upload<T>(
    path: string,
    file: { path: string; fields: Readonly<Record<string, string>> },
    onProgress: (sent: number, total: number) => void,
  ): Promise<T>;
}

/** A server that judges and stores a large build answers minutes after its last byte. */
const patienceMs = 600_000;

export async function createClient({ url, token, ca }: Credentials): Promise<Client> {
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, await readAuthority(ca)] };
  const begin = (method: string, path: string, headers: Record<string, string | number>) => {
    const target = new URL(`${url}/api/v1${path}`);
    const options: RequestOptions = {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', ...headers },
      timeout: patienceMs,
      agent: false,
      ...trusted,
    };
    const start = target.protocol === 'http:' ? httpRequest : httpsRequest;
    const outgoing = start(target, options);
    outgoing.on('timeout', () => outgoing.destroy(new Error('the server does not answer')));
    return outgoing;
  };
  return {
    async get<T>(path: string) {
      return answerTo<T>(url, begin('GET', path, {}), (outgoing) => outgoing.end());
    },
    async post<T>(path: string, body?: unknown) {
      const json = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        'Content-Length': Buffer.byteLength(json),
      };
      return answerTo<T>(url, begin('POST', path, headers), (outgoing) => outgoing.end(json));
    },
    async upload<T>(
      path: string,
      file: { path: string; fields: Record<string, string> },
      onProgress: (sent: number, total: number) => void,
    ) {
      const { headers, send } = await sendFile(file, onProgress);
      return answerTo<T>(url, begin('POST', path, headers), send);
    },
  };
}

function readAuthority(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClientError('file_unreadable', cause.message, cause);
  });
}

type Outgoing = ReturnType<typeof httpRequest>;

/** The JSON of the answer. A server may answer before it has read all; then sending stops. */
async function answerTo<T>(
  url: string,
  outgoing: Outgoing,
  send: (outgoing: Outgoing) => unknown,
): Promise<T> {
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.on('error', (error) => reject(unreachable(url, error)));
  });
  const sent = Promise.resolve(send(outgoing));
  const incoming = await Promise.race([answer, sent.then(() => answer)]);
  const body = await text(incoming).catch((error) => Promise.reject(unreachable(url, error)));
  outgoing.destroy();
  return read<T>(incoming.statusCode ?? 0, body);
}

function read<T>(status: number, body: string): T {
  const document = parseJson(body);
  if (document !== undefined && status >= 200 && status < 300) return document as T;
  const { code, detail, details } = (document ?? {}) as Partial<Problem>;
  if (typeof code === 'string' && typeof detail === 'string') {
    throw new AppError(code as ErrorCode, detail, { details: details ?? {} });
  }
  const message = `the server answered ${status}, and not as Slipway does; is its address right?`;
  throw new ClientError('not_slipway', message);
}

interface Problem {
  code: string;
  detail: string;
  details: Record<string, unknown>;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function unreachable(url: string, cause: NodeJS.ErrnoException): ClientError {
  if (cause instanceof ClientError) return cause;
  const reason = cause.code ?? cause.message;
  const untrusted = /CERT|SIGNATURE|ISSUER/.test(reason);
  const advice = untrusted ? '; name its authority with --ca FILE or SLIPWAY_CA' : '';
  return new ClientError('unreachable', `${url} cannot be reached (${reason})${advice}`, cause);
}
