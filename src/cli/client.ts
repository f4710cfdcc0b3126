import { readFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, createSecureContext, rootCertificates } from 'node:tls';
import { AppError, type ErrorCode } from '../errors.js';
import { ClientError } from './client-error.js';
import type { Credentials } from './credentials.js';

/** The REST API of one server. What it refuses is thrown as an AppError with its code and details. */
export interface Client {
  /** Of the server, without a trailing slash. */
  url: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** A request with headers, and perhaps a body, of its own. */
  send<T>(request: Sending): Promise<Received<T>>;
}

export interface Sending {
  method: string;
  path: string;
  headers: Record<string, string | number>;
  /** Writes the body and ends it; without it there is none. */
  write?(outgoing: Outgoing): Promise<void>;
}

export interface Received<T> {
  /** What came as JSON; undefined where nothing came. */
  document: T | undefined;
  location: string | undefined;
}

export type Outgoing = ReturnType<typeof httpRequest>;

/** A server that judges and stores a large build answers minutes after its last byte. */
export const patienceMs = 600_000;

export async function createClient({ url, token, ca }: Credentials): Promise<Client> {
  // Made once: reading the public roots takes longer than a request.
  const secureContext = createSecureContext(
    ca === undefined ? {} : { ca: [...rootCertificates, await readAuthority(ca)] },
  );
  const send = async <T>({ method, path, headers, write }: Sending): Promise<Received<T>> => {
    const target = new URL(`${url}/api/v1${path}`);
    const options: RequestOptions & ConnectionOptions = {
      method,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', ...headers },
      timeout: patienceMs,
      agent: false,
      secureContext,
    };
    const start = target.protocol === 'http:' ? httpRequest : httpsRequest;
    const outgoing = start(target, options);
    outgoing.on('timeout', () => outgoing.destroy(new Error('the server does not answer')));
    return answerTo<T>(url, outgoing, write ?? (async () => void outgoing.end()));
  };
  const wanted = async <T>(sending: Sending): Promise<T> => {
    const { document } = await send<T>(sending);
    if (document === undefined) throw notSlipway(204);
    return document;
  };
  return {
    url,
    send,
    get: (path) => wanted({ method: 'GET', path, headers: {} }),
    async post<T>(path: string, body?: unknown) {
      const json = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        'Content-Length': Buffer.byteLength(json),
      };
      const write = async (outgoing: Outgoing) => void outgoing.end(json);
      return wanted<T>({ method: 'POST', path, headers, write });
    },
  };
}

function readAuthority(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClientError('file_unreadable', cause.message, cause);
  });
}

/** The JSON of the answer. A server may answer before it has read all; then sending stops. */
async function answerTo<T>(
  url: string,
  outgoing: Outgoing,
  write: (outgoing: Outgoing) => Promise<void>,
): Promise<Received<T>> {
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.on('error', (error) => reject(unreachable(url, error)));
  });
  const sent = write(outgoing);
  const incoming = await Promise.race([answer, sent.then(() => answer)]);
  const body = await text(incoming).catch((error) => Promise.reject(unreachable(url, error)));
  outgoing.destroy();
  const { statusCode = 0, headers } = incoming;
  return { document: read<T>(statusCode, body), location: headers.location };
}

function read<T>(status: number, body: string): T | undefined {
  const isDone = status >= 200 && status < 300;
  if (isDone && body === '') return undefined;
  const document = parseJson(body);
  if (isDone && document !== undefined) return document as T;
  const { code, detail, details } = (document ?? {}) as Partial<Problem>;
  if (typeof code === 'string' && typeof detail === 'string') {
    throw new AppError(code as ErrorCode, detail, { details: details ?? {} });
  }
  throw notSlipway(status);
}

function notSlipway(status: number): ClientError {
  const message = `the server answered ${status}, and not as Slipway does; is its address right?`;
  return new ClientError('not_slipway', message);
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
