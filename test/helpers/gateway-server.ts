import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scope } from './scope.js';

export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A gateway's other side on this machine: keeps what it got, answers as told. */
export interface GatewayServer {
  url: string;
  got: Posted[];
  /** Status and body of the next answers; null leaves the request without one. */
  answer(status: number | null, body?: string): void;
}

export async function startGatewayServer(scope: Scope): Promise<GatewayServer> {
  const got: Posted[] = [];
  let status: number | null = 200;
  let answered = '{}';
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      got.push({ path, headers, body: Buffer.concat(pieces).toString('utf8') });
      if (status !== null) response.writeHead(status).end(answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    got,
    answer(next, body = '{}') {
      status = next;
      answered = body;
    },
  };
}

/** What a person reads on a phone: the texts sent to this number, the newest last. */
export function textsTo(server: GatewayServer, phone: string): string[] {
  return server.got
    .map(({ body }) => JSON.parse(body) as { to: string; text: string })
    .filter(({ to }) => to === phone)
    .map(({ text }) => text);
}

/** The code in the newest text to this number. */
export function codeOn(server: GatewayServer, phone: string): string {
  return /#(\d{6})$/.exec(textsTo(server, phone).at(-1) ?? '')?.[1] ?? '';
}
