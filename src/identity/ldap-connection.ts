import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Client } from 'ldapts';

export interface LdapServer {
  /** `ldap://` or `ldaps://`, a host and perhaps a port. */
  url: string;
  startTls: boolean;
  /** PEM: trusted beside the public roots; null for these alone. */
  ca: string | null;
  /** For the whole of `work`, handshakes included. */
  timeoutMs: number;
}

/** Works on one connection that is secured before anything is said on it, and closes it after. */
export async function onLdap<Result>(
  server: LdapServer,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { url, startTls, timeoutMs } = server;
  const isSecure = url.startsWith('ldaps:');
  const client = new Client({
    url,
    timeout: timeoutMs,
    connectTimeout: timeoutMs,
    ...(isSecure ? { tlsOptions: tlsOptions(server) } : {}),
  });
  try {
    return await within(timeoutMs, async () => {
      if (startTls) await client.startTLS(tlsOptions(server));
      return work(client);
    });
  } finally {
    // One that hangs is not waited for.
    void client.unbind().catch(() => undefined);
  }
}

/** After StartTLS the library knows the socket and no name: what the certificate must say is named here. */
function tlsOptions({ url, ca }: LdapServer) {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
  };
}

async function within<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
