import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import type { Scope } from './scope.js';

/** A TCP proxy in front of a server on this machine that cuts connections. */
export interface CuttingProxy {
  url: string;
  /** Bytes that clients sent, whether they arrived or not. */
  received(): number;
  cuts(): number;
  /** Resolves when clients have sent so many bytes in all. */
  reached(bytes: number): Promise<void>;
}

export async function startCuttingProxy(
  scope: Scope,
  { port, cutEvery }: { port: number; cutEvery: number },
): Promise<CuttingProxy> {
  let received = 0;
  let cuts = 0;
  const waiting = new Set<{ bytes: number; resolve(): void }>();
  const open = new Set<Socket>();
  const note = (bytes: number) => {
    received += bytes;
    for (const one of waiting) {
      if (received < one.bytes) continue;
      waiting.delete(one);
      one.resolve();
    }
  };
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let passed = 0;
    const close = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', close).on('close', () => {
        open.delete(socket);
        close();
      });
    }
    client.on('data', (piece: Buffer) => {
      passed += piece.length;
      note(piece.length);
      if (passed < cutEvery) return;
      cuts += 1;
      close();
    });
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  scope.teardown(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    received: () => received,
    cuts: () => cuts,
    reached: (bytes) => new Promise((resolve) => waiting.add({ bytes, resolve })),
  };
}
