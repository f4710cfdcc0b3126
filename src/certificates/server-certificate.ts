import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { AppError } from '../errors.js';
import { normaliseName } from './server-names.js';

/** The certificate authority whose certificate people install to trust a local server certificate. */
export interface CertificateAuthority {
  pem: string;
  der: Buffer;
  /** SHA-256 of the DER, lower-case hex. */
  sha256: string;
  notAfter: Date;
  commonName: string;
}

/** What the HTTPS server presents, and where it came from. */
export interface ServerCertificate {
  source: 'operator' | 'local';
  /** PEM, the server's own certificate first, then its chain. */
  cert: string;
  /** PEM. */
  key: string;
  notAfter: Date;
  /** DNS names and IP addresses that the certificate is valid for. */
  names: string[];
  /** Only of a local certificate. */
  authority: CertificateAuthority | null;
  /** Sentences for the log: what was made anew and why, what will trouble devices. */
  notices: string[];
}

/** The certificate's subject alternative names; IPv6 addresses in their short form. */
export function namesOf(certificate: X509Certificate): string[] {
  const names: string[] = [];
  for (const entry of (certificate.subjectAltName ?? '').split(', ')) {
    const match = /^(?:DNS|IP Address):(.+)$/.exec(entry);
    const name = match?.[1] === undefined ? undefined : normaliseName(match[1]);
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** Whether a device that asks for `name` (DNS name or IP address) accepts the certificate. */
export function covers(certificate: X509Certificate, name: string): boolean {
  const found = isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name);
  return found !== undefined;
}

/** The facts about a certificate authority that its page shows. */
export function describeAuthority(certificate: X509Certificate): CertificateAuthority {
  return {
    pem: certificate.toString(),
    der: certificate.raw,
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    notAfter: new Date(certificate.validTo),
    commonName: /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? certificate.subject,
  };
}

/** The refusal to start or reload with a certificate, as one sentence with its remedy. */
export function unusable(message: string, file: string, cause?: unknown): AppError {
  return new AppError('server_certificate_unusable', message, { details: { file }, cause });
}
