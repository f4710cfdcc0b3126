import { loadLocalCertificate } from './local-certificate.js';
import { loadOperatorCertificate } from './operator-certificate.js';
import type { ServerCertificate } from './server-certificate.js';

export interface CertificateSettings {
  /** Where the operator's `server.pem` and `server.key` may be. */
  certsDir: string;
  /** `tls/` below it holds the local authority and its server certificate. */
  storageDir: string;
  /** The host names of the public URL. */
  hostNames: readonly string[];
}

/**
 * The certificate to serve with: the operator's where there is one, else one of a local authority,
 * made at the first start and made anew before it expires or when a name is missing.
 * Throws AppError `server_certificate_unusable`, which names the file and the remedy.
 */
export async function loadServerCertificate(
  settings: CertificateSettings & { now: Date },
): Promise<ServerCertificate> {
  return (await loadOperatorCertificate(settings)) ?? (await loadLocalCertificate(settings));
}
