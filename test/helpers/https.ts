import { createServer, request, type Server } from 'node:https';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { ExecutionContext } from 'ava';

/** A server on 127.0.0.1 that answers every request with its path; the port is ephemeral. */
export async function startHttps(
  t: ExecutionContext,
  options: SecureContextOptions,
): Promise<{ server: Server; port: number }> {
  const server = createServer(options, (incoming, answer) => answer.end(incoming.url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}

export interface Seen {
  body: string;
  /** Serial number of the certificate that the server presented. */
  serial: string;
  protocol: string | null;
  cipher: string;
}

/** GET over a new connection that trusts `ca` alone and expects the server to be `name`. */
export function httpsGet(
  port: number,
  ca: string,
  options: { name?: string; path?: string } & SecureContextOptions = {},
): Promise<Seen> {
  const { name = 'localhost', path = '/', ...tls } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, ca, servername: name, agent: false, ...tls },
      async (answer) => {
        const socket = answer.socket as TLSSocket;
        const { serialNumber } = socket.getPeerCertificate();
        const facts = { protocol: socket.getProtocol(), cipher: socket.getCipher().name };
        let body = '';
        for await (const piece of answer.setEncoding('utf8')) body += piece;
        resolve({ body, serial: serialNumber, ...facts });
      },
    );
    outgoing.on('error', reject).end();
  });
}
