import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface Validity {
  notBefore: Date;
  notAfter: Date;
}

/** A new RSA-2048 private key, PKCS #8 PEM. node-forge signs with RSA only, and iOS 13 asks for 2048 bits. */
export async function makeKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

/**
 * A self-signed authority's certificate, PEM. `basicConstraints` is critical and says CA:TRUE,
 * else iOS does not list it under Certificate Trust Settings; path length 0 (RFC 5280 §4.2.1.9).
 */
export function issueAuthority(keyPem: string, commonName: string, validity: Validity): string {
  const certificate = draft(keyPem, validity);
  const name = [{ shortName: 'CN', value: commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return sign(certificate, keyPem);
}

/** A server's certificate for `names` (DNS names and IP addresses), PEM, signed by the authority. */
export function issueServer(
  keyPem: string,
  names: readonly string[],
  validity: Validity,
  authority: { pem: string; keyPem: string },
): string {
  const issuer = forge.pki.certificateFromPem(authority.pem);
  const certificate = draft(keyPem, validity);
  certificate.setSubject([{ shortName: 'CN', value: 'Slipway server' }]);
  certificate.setIssuer(issuer.subject.attributes);
  const keyIdentifier = issuer.generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: names.map(generalName) },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier },
  ]);
  return sign(certificate, authority.keyPem);
}

function draft(keyPem: string, validity: Validity): forge.pki.Certificate {
  const publicKey = createPublicKey(createPrivateKey(keyPem)).export({
    type: 'spki',
    format: 'pem',
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.toString());
  certificate.serialNumber = randomSerial();
  certificate.validity.notBefore = validity.notBefore;
  certificate.validity.notAfter = validity.notAfter;
  return certificate;
}

/** 16 random bytes as a positive DER integer of fixed length (RFC 5280 §4.1.2.2). */
function randomSerial(): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial.toString('hex');
}

/** GeneralName of RFC 5280 §4.2.1.6: 2 is a DNS name, 7 an IP address. */
function generalName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}

function sign(certificate: forge.pki.Certificate, keyPem: string): string {
  certificate.sign(forge.pki.privateKeyFromPem(keyPem), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n');
}
