import { randomUUID } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { type Logger, loggablePath } from '../../log.js';
import type { Middleware } from '../context.js';

/** Names the request, finds the client's address, and writes the one line a request leaves. */
export function requestLog(log: Logger, trustedProxies: readonly string[]): Middleware {
  const proxies = addressList(trustedProxies);
  return async (ctx, next) => {
    const started = performance.now();
    ctx.state.requestId = randomUUID();
    ctx.state.log = log.child({ requestId: ctx.state.requestId });
    ctx.state.address = clientAddress(
      ctx.socket.remoteAddress ?? '',
      ctx.get('X-Forwarded-For'),
      proxies,
    );
    ctx.set('X-Request-Id', ctx.state.requestId);
    try {
      await next();
    } finally {
      const { method, status } = ctx;
      const milliseconds = Math.round(performance.now() - started);
      const path = loggablePath(ctx.path);
      ctx.state.log.info({ method, path, status, milliseconds }, 'request');
    }
  };
}

/** The last address in X-Forwarded-For that is no proxy of ours; without a trusted proxy, the peer's. */
export function clientAddress(peer: string, forwardedFor: string, proxies: BlockList): string {
  const chain = [
    ...forwardedFor
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    peer,
  ];
  for (let index = chain.length - 1; index > 0; index -= 1) {
    const address = plainAddress(chain[index] ?? '');
    if (!contains(proxies, address)) return address;
  }
  return plainAddress(chain[0] ?? '');
}

/** Single addresses and networks in CIDR form. */
export function addressList(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of addresses) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** An IPv4 client on an IPv6 socket is `::ffff:` and its address. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
