import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { readIfPresent } from './pem-files.js';
import { covers, namesOf, type ServerCertificate, unusable } from './server-certificate.js';
import { normaliseName } from './server-names.js';
import { tlsOptions } from './tls-options.js';

const DAY_MS = 86_400_000;

/**
 * The operator's certificate from `server.pem` (the server's own first, then its chain) and
 * `server.key`; undefined if neither file is there. Throws AppError `server_certificate_unusable`
 * for one without the other, unreadable PEM, a key of another certificate, a validity not now.
 */
export async function loadOperatorCertificate(options: {
  certsDir: string;
  hostNames: readonly string[];
  now: Date;
}): Promise<ServerCertificate | undefined> {
  const certFile = join(options.certsDir, 'server.pem');
  const keyFile = join(options.certsDir, 'server.key');
  const [certText, key] = await Promise.all([readIfPresent(certFile), readIfPresent(keyFile)]);
  if (certText === undefined && key === undefined) return undefined;
  if (certText === undefined) throw alone(keyFile, certFile);
  if (key === undefined) throw alone(certFile, keyFile);

  const { leaf, chain } = readChain(certText, certFile);
  checkKey(leaf, chain, readKey(key, keyFile), { certFile, keyFile });
  checkValidity(leaf, options.now, certFile);
  const cert = [leaf, ...chain].map(String).join('');
  checkStrength({ cert, key }, certFile);
  return {
    source: 'operator',
    cert,
    key,
    notAfter: new Date(leaf.validTo),
    names: namesOf(leaf),
    authority: null,
    notices: noticesOn(leaf, { ...options, certFile }),
  };
}

function alone(present: string, missing: string) {
  return unusable(
    `${present} is there without ${missing}: add the missing file, or remove both to use a local certificate.`,
    missing,
  );
}

function readChain(
  text: string,
  file: string,
): { leaf: X509Certificate; chain: X509Certificate[] } {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const [leaf, ...chain] = blocks.map((block) => new X509Certificate(block));
    if (leaf !== undefined) return { leaf, chain };
  } catch (cause) {
    throw unusable(`${file} holds a damaged certificate: copy the PEM file again.`, file, cause);
  }
  throw unusable(
    `${file} holds no certificate: it must be PEM (-----BEGIN CERTIFICATE-----).`,
    file,
  );
}

function readKey(text: string, file: string): KeyObject {
  if (text.includes('ENCRYPTED')) {
    throw unusable(
      `${file} is protected by a passphrase: store it without one (openssl pkey -in FILE -out ${file}).`,
      file,
    );
  }
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec') return key;
  } catch (cause) {
    throw unusable(`${file} holds no readable private key: it must be PEM.`, file, cause);
  }
  throw unusable(`${file} is neither an RSA nor an EC key: devices accept only these.`, file);
}

function checkKey(
  leaf: X509Certificate,
  chain: X509Certificate[],
  key: KeyObject,
  { certFile, keyFile }: { certFile: string; keyFile: string },
): void {
  if (leaf.checkPrivateKey(key)) return;
  if (chain.some((certificate) => certificate.checkPrivateKey(key))) {
    throw unusable(
      `${certFile} must begin with the server's own certificate, then its chain.`,
      certFile,
    );
  }
  throw unusable(
    `${keyFile} does not belong to the certificate in ${certFile}: replace both by a matching pair.`,
    keyFile,
  );
}

function checkValidity(leaf: X509Certificate, now: Date, file: string): void {
  const notBefore = new Date(leaf.validFrom);
  const notAfter = new Date(leaf.validTo);
  if (now > notAfter) {
    throw unusable(`${file} expired on ${notAfter.toISOString()}: renew it.`, file);
  }
  if (now < notBefore) {
    const since = notBefore.toISOString();
    throw unusable(`${file} is valid only from ${since}: check this machine's clock.`, file);
  }
}

/** What OpenSSL would otherwise refuse at `createServer`, such as an RSA key of 1024 bits. */
function checkStrength(pair: { cert: string; key: string }, file: string): void {
  try {
    createSecureContext(tlsOptions(pair));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw unusable(`${file} cannot serve TLS (${reason}): replace it.`, file, cause);
  }
}

/** What devices will stumble over; iOS 13 refuses RSA below 2048 bits and looks at SANs only. */
function noticesOn(
  leaf: X509Certificate,
  { certFile, hostNames, now }: { certFile: string; hostNames: readonly string[]; now: Date },
): string[] {
  const notices: string[] = [];
  const daysLeft = Math.floor((Date.parse(leaf.validTo) - now.getTime()) / DAY_MS);
  if (daysLeft < 30) notices.push(`${certFile} expires in ${daysLeft} days.`);
  for (const hostName of hostNames) {
    const name = normaliseName(hostName);
    if (name !== undefined && !(namesOf(leaf).length > 0 && covers(leaf, name))) {
      notices.push(`${certFile} is not valid for ${name}: devices will refuse it under that name.`);
    }
  }
  const bits = leaf.publicKey.asymmetricKeyDetails?.modulusLength ?? 2048;
  if (bits < 2048) notices.push(`${certFile} has an RSA key of ${bits} bits: iOS asks for 2048.`);
  return notices;
}
