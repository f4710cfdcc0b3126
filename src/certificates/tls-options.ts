import { constants } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { ServerCertificate } from './server-certificate.js';

/** AEAD with ephemeral keys only: no CBC suite (LUCKY13), forward secrecy as Apple's ATS asks. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/**
 * The options for `https.createServer` and `setSecureContext`: TLS 1.2 or newer, the server's order
 * of ciphers, ChaCha20 first for phones that put it first because they lack AES instructions.
 */
export function tlsOptions({
  cert,
  key,
}: Pick<ServerCertificate, 'cert' | 'key'>): SecureContextOptions {
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_PRIORITIZE_CHACHA,
  };
}
