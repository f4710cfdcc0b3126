import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';

export interface FetchOptions {
  /** PEM: trusted beside the public roots; null for these alone. */
  ca: string | null;
  timeoutMs: number;
}

export interface FetchInit {
  method?: string | undefined;
  headers?: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

export type BoundedFetch = (url: string | URL, init?: FetchInit) => Promise<Response>;

const mostBytes = 256 * 1024;

/**
 * `fetch` for a directory's back channel, which the global one cannot be: it trusts a private
 * authority, follows no redirect, and bounds the time and the size of the whole answer.
 */
export function boundedFetch({ ca, timeoutMs }: FetchOptions): BoundedFetch {
  const trust = ca === null ? {} : { ca: [...rootCertificates, ca] };
  return (url, { method = 'GET', headers = {}, body } = {}) =>
    new Promise<Response>((resolve, reject) => {
      const target = new URL(url);
      const signal = AbortSignal.timeout(timeoutMs);
      const options: RequestOptions = { method, headers, signal, agent: false };
      const outgoing =
        target.protocol === 'https:'
          ? requestHttps(target, { ...options, ...trust })
          : requestHttp(target, options);
      outgoing.on('error', reject).on('response', async (answer) => {
        try {
          const pieces: Buffer[] = [];
          let size = 0;
          for await (const piece of answer as AsyncIterable<Buffer>) {
            size += piece.length;
            if (size > mostBytes) throw new RangeError('the answer is too long');
            pieces.push(piece);
          }
          const { statusCode: status = 502 } = answer;
          const hasBody = ![204, 205, 304].includes(status);
          const read = { status, headers: headersOf(answer.headers) };
          resolve(new Response(hasBody ? Buffer.concat(pieces) : null, read));
        } catch (error) {
          outgoing.destroy();
          reject(error);
        }
      });
      outgoing.end(body);
    });
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Headers {
  const kept = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) kept.append(name, one);
  }
  return kept;
}
