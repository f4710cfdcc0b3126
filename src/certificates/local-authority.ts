import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { issueAuthority, makeKey } from './issue.js';
import { createPrivately, readIfPresent, writePrivately } from './pem-files.js';
import { describeAuthority, unusable } from './server-certificate.js';

/** The authority that signs this installation's own server certificates. */
export interface LocalAuthority {
  certificate: X509Certificate;
  keyPem: string;
  /** What was made or renewed, for the log. */
  notice?: string;
}

const DAY_MS = 86_400_000;

/**
 * The authority in `ca.pem` and `ca.key`, made if there is none. The key is the authority: where
 * only the certificate is missing (a first start that was cut short), it is made anew for the same
 * key. Throws AppError
 * `server_certificate_unusable` for anything else that is broken: a new key would have to be
 * trusted on every device, which is not ours to decide.
 */
export async function loadLocalAuthority(tlsDir: string, now: Date): Promise<LocalAuthority> {
  const certFile = join(tlsDir, 'ca.pem');
  const keyFile = join(tlsDir, 'ca.key');
  const [pem, storedKey] = await Promise.all([readIfPresent(certFile), readIfPresent(keyFile)]);
  if (storedKey === undefined && pem !== undefined) throw broken(keyFile, 'is missing', tlsDir);
  const keyPem = storedKey ?? (await makeAuthorityKey(keyFile));
  const key = readRsaKey(keyPem, keyFile, tlsDir);
  if (pem === undefined) {
    return makeCertificate(tlsDir, now, {
      keyPem,
      commonName: authorityName(hostname()),
      what: 'was made',
    });
  }
  return { certificate: readAuthority(pem, key, certFile, tlsDir), keyPem };
}

/** The authority with a fresh certificate for the same key and name: older copies stay trusted. */
export function renewLocalAuthority(
  tlsDir: string,
  { certificate, keyPem }: LocalAuthority,
  now: Date,
): Promise<LocalAuthority> {
  const { commonName } = describeAuthority(certificate);
  const what = 'was renewed: let devices trust the new one';
  return makeCertificate(tlsDir, now, { keyPem, commonName, what });
}

async function makeAuthorityKey(keyFile: string): Promise<string> {
  const keyPem = await makeKey();
  if (await createPrivately(keyFile, keyPem)) return keyPem;
  return (await readIfPresent(keyFile)) ?? keyPem;
}

async function makeCertificate(
  tlsDir: string,
  now: Date,
  { keyPem, commonName, what }: { keyPem: string; commonName: string; what: string },
): Promise<LocalAuthority> {
  const file = join(tlsDir, 'ca.pem');
  const notBefore = new Date(now.getTime() - DAY_MS);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 10);
  const pem = issueAuthority(keyPem, commonName, { notBefore, notAfter });
  await writePrivately(file, pem);
  const until = notAfter.toISOString().slice(0, 10);
  const notice = `The local certificate authority ${what} (${file}, valid until ${until}).`;
  return { certificate: new X509Certificate(pem), keyPem, notice };
}

/** At most 64 characters (RFC 5280 ub-common-name), of those that a PrintableString may hold. */
function authorityName(host: string): string {
  const name = host.replace(/[^A-Za-z0-9.-]/g, '-').slice(0, 40);
  return `Slipway local CA (${name})`;
}

function readRsaKey(pem: string, file: string, tlsDir: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch (cause) {
    throw broken(file, 'cannot be read as a private key', tlsDir, cause);
  }
  throw broken(file, 'is not an RSA key', tlsDir);
}

function readAuthority(pem: string, key: KeyObject, file: string, tlsDir: string): X509Certificate {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (cause) {
    throw broken(file, 'cannot be read as a certificate', tlsDir, cause);
  }
  if (!certificate.ca) throw broken(file, 'is not the certificate of an authority', tlsDir);
  if (!certificate.checkPrivateKey(key)) throw broken(file, 'does not belong to ca.key', tlsDir);
  return certificate;
}

function broken(file: string, what: string, tlsDir: string, cause?: unknown) {
  return unusable(
    `${file} ${what}: restore ca.pem and ca.key from a backup, or remove ${tlsDir} to make a new local authority, which every device must then trust anew.`,
    file,
    cause,
  );
}
