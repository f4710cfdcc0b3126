import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { issueServer, makeKey } from './issue.js';
import { type LocalAuthority, loadLocalAuthority, renewLocalAuthority } from './local-authority.js';
import { readIfPresent, writePrivately } from './pem-files.js';
import {
  covers,
  describeAuthority,
  namesOf,
  type ServerCertificate,
} from './server-certificate.js';
import { serverNames } from './server-names.js';

/** Below the 825 days that iOS 13 allows, also below the 398 of public authorities. */
const SERVER_DAYS = 397;
const RENEW_DAYS = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

interface ServerPair {
  certificate: X509Certificate;
  key: string;
}

/**
 * The server certificate of this installation's own authority, from `tls/` under the storage
 * directory. Both are made at the first start. The server certificate is made anew when less than
 * 30 days are left, when a wanted name is missing in it, or when its files are not a readable pair
 * of this authority; the notices say so. A broken authority is an AppError
 * `server_certificate_unusable`.
 */
export async function loadLocalCertificate(options: {
  storageDir: string;
  hostNames: readonly string[];
  now: Date;
}): Promise<ServerCertificate> {
  const tlsDir = join(options.storageDir, 'tls');
  await mkdir(tlsDir, { recursive: true, mode: 0o700 });
  await chmod(tlsDir, 0o700);
  const names = serverNames(options.hostNames);
  const authority = await loadLocalAuthority(tlsDir, options.now);
  const stored = await readServerPair(tlsDir, authority);
  const wanted = { names, now: options.now };
  if (typeof stored === 'string') return reissue(tlsDir, authority, { ...wanted, flaw: stored });
  const flaw = flawOf(stored, wanted);
  if (flaw !== undefined) return reissue(tlsDir, authority, { ...wanted, flaw });
  return describe(stored, authority, []);
}

/** The stored pair, or why there is none to use. */
async function readServerPair(
  tlsDir: string,
  authority: LocalAuthority,
): Promise<ServerPair | string> {
  const [pem, key] = await Promise.all([
    readIfPresent(join(tlsDir, 'server.pem')),
    readIfPresent(join(tlsDir, 'server.key')),
  ]);
  if (pem === undefined && key === undefined) return 'there was none';
  if (pem === undefined) return 'server.pem was missing';
  if (key === undefined) return 'server.key was missing';
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) {
      return 'server.pem and server.key did not belong together';
    }
    if (certificate.verify(authority.certificate.publicKey)) return { certificate, key };
  } catch {
    return 'server.pem or server.key could not be read';
  }
  return 'it was not signed by the local authority';
}

function flawOf({ certificate }: ServerPair, { names, now }: { names: string[]; now: Date }) {
  const left = Date.parse(certificate.validTo) - now.getTime();
  if (left < RENEW_DAYS * DAY_MS) return `less than ${RENEW_DAYS} days were left`;
  const missing = names.filter((name) => !covers(certificate, name));
  return missing.length > 0 ? `it did not name ${missing.join(', ')}` : undefined;
}

async function reissue(
  tlsDir: string,
  present: LocalAuthority,
  { names, now, flaw }: { names: string[]; now: Date; flaw: string },
): Promise<ServerCertificate> {
  const notBefore = new Date(now.getTime() - HOUR_MS);
  const notAfter = new Date(notBefore.getTime() + SERVER_DAYS * DAY_MS);
  const outlived = Date.parse(present.certificate.validTo) < notAfter.getTime();
  const authority = outlived ? await renewLocalAuthority(tlsDir, present, now) : present;
  const key = await makeKey();
  const signer = { pem: authority.certificate.toString(), keyPem: authority.keyPem };
  const pem = issueServer(key, names, { notBefore, notAfter }, signer);
  await writePrivately(join(tlsDir, 'server.key'), key);
  await writePrivately(join(tlsDir, 'server.pem'), pem);
  return describe({ certificate: new X509Certificate(pem), key }, authority, [
    `The local server certificate was made, since ${flaw}.`,
  ]);
}

function describe(
  { certificate, key }: ServerPair,
  authority: LocalAuthority,
  notices: string[],
): ServerCertificate {
  return {
    source: 'local',
    cert: certificate.toString(),
    key,
    notAfter: new Date(certificate.validTo),
    names: namesOf(certificate),
    authority: describeAuthority(authority.certificate),
    notices: authority.notice === undefined ? notices : [authority.notice, ...notices],
  };
}
