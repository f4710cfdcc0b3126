import type { CertificateAuthority } from '../../certificates/server-certificate.js';
import { AppError } from '../../errors.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { readDevice } from './device.js';
import type { CertificateFacts } from './page-data.js';

/** How to trust the server's own authority, on each system; with the operator's certificate, nothing. */
export function showCa(services: Services): Handler {
  return async (ctx) => {
    const authority = localAuthority(services);
    await services.views.show(ctx, 'pages/ca', {
      certificate: authority === null ? null : factsOf(authority),
      system: readDevice(ctx.get('User-Agent')).system,
    });
  };
}

/** The authority's certificate in DER. Without `attachment`: an iPhone offers to install what it opens. */
export function caCertificate(services: Services): Handler {
  return (ctx) => {
    const authority = localAuthority(services);
    if (authority === null) {
      throw new AppError('not_found', 'This server has no certificate authority of its own.');
    }
    ctx.type = 'application/x-x509-ca-cert';
    ctx.body = authority.der;
  };
}

function localAuthority(services: Services): CertificateAuthority | null {
  return services.serverCertificate()?.authority ?? null;
}

function factsOf({ commonName, notAfter, sha256 }: CertificateAuthority): CertificateFacts {
  const fingerprint = sha256.toUpperCase().match(/.{4}/g) ?? [];
  return { name: commonName, notAfter, fingerprint };
}
