import { isIP, SocketAddress } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { domainToASCII } from 'node:url';

/** What a machine is called: its host name and the addresses of its interfaces. */
export interface Machine {
  hostName: string;
  addresses: { address: string; internal: boolean }[];
}

/**
 * Every name a local server certificate must hold: localhost and its addresses, the configured
 * host names, the machine's own. Normalised, without duplicates. The mDNS name is there so that a
 * phone on the same network finds the machine without a DNS entry; link-local IPv6 addresses are
 * not, since a URL cannot carry their zone.
 */
export function serverNames(configured: readonly string[], machine = thisMachine()): string[] {
  const host = machine.hostName;
  const candidates = ['localhost', '127.0.0.1', '::1', ...configured, host];
  if (!host.includes('.')) candidates.push(`${host}.local`);
  for (const { address, internal } of machine.addresses) {
    if (!internal && !/^fe[89ab]/i.test(address)) candidates.push(address);
  }
  const names = new Set<string>();
  for (const candidate of candidates) {
    const name = normaliseName(candidate);
    if (name !== undefined) names.add(name);
  }
  return [...names];
}

/** A DNS name in lower-case ASCII or an IP address in its short form; undefined if it is neither. */
export function normaliseName(name: string): string | undefined {
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(bare);
  if (version === 4) return bare;
  if (version === 6) {
    const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
    return address.includes('.') || address.includes('%') ? undefined : address;
  }
  const ascii = domainToASCII(bare.replace(/^\*\./, '')).replace(/\.$/, '');
  if (ascii.length > 253 || !/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/.test(ascii))
    return undefined;
  return bare.startsWith('*.') ? `*.${ascii}` : ascii;
}

/** This machine as the operating system describes it. */
function thisMachine(): Machine {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return { hostName: hostname(), addresses };
}
