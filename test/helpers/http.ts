import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

/** An answer, whole. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
  /** The body as JSON. */
  json<T = Record<string, unknown>>(): T;
}

export interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
}

/** A client with a cookie jar of its own, as one browser is. It follows no redirects. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  postJson(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(value),
    });
  }

  /** Fetches the page the form stands on, takes its hidden `csrf` field along, and posts. */
  async postForm(
    path: string,
    fields: Record<string, string>,
    options: { formPath?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const page = await this.get(options.formPath ?? path, {
      Accept: 'text/html',
      ...options.headers,
    });
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return this.send(path, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'text/html',
        ...options.headers,
      },
      body: new URLSearchParams({ csrf, ...fields }).toString(),
    });
  }

  /** One file and plain fields as multipart/form-data. */
  postFile(
    path: string,
    file: { name: string; bytes: Buffer },
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const boundary = 'slipway-test-boundary-7d93a1';
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const body = Buffer.concat([
      Buffer.from(parts.join('') + head),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const type = `multipart/form-data; boundary=${boundary}`;
    return this.send(path, { method: 'POST', headers: { 'Content-Type': type, ...headers }, body });
  }

  send(path: string, options: RequestOptions = {}): Promise<Answer> {
    const { method = 'GET', body } = options;
    const headers: Record<string, string> = { ...options.headers };
    if (this.cookies.size > 0) {
      headers.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }
    if (body !== undefined) headers['Content-Length'] = String(Buffer.byteLength(body));
    const { hostname: host, port } = new URL(this.#origin);
    return new Promise((resolve, reject) => {
      // `path` goes out as given: URL would tidy up the very variants that tests send.
      const outgoing = request(
        { host, port, path, method, headers, rejectUnauthorized: false, agent: false },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () => {
            this.#keepCookies(answer.headers['set-cookie'] ?? []);
            const whole = Buffer.concat(pieces);
            const text = whole.toString('utf8');
            const { statusCode = 0, headers: answered } = answer;
            resolve({
              status: statusCode,
              headers: answered,
              body: whole,
              text,
              json: <T>() => JSON.parse(text) as T,
            });
          });
        },
      );
      outgoing.on('error', reject).end(body);
    });
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [
        pair.slice(0, pair.indexOf('=')),
        pair.slice(pair.indexOf('=') + 1),
      ];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
