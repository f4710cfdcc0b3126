import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import * as asn1 from './der.js';

export type KeyType = 'rsa' | 'ec';

/** A certificate together with its private key. */
export interface Certificate {
  der: Buffer;
  pem: string;
  /** SHA-256 of the DER, lower-case hex. */
  sha256: string;
  /** The subject as an encoded Name. */
  subject: Buffer;
  issuer: Buffer;
  serial: Buffer;
  privateKey: KeyObject;
  publicKeyInfo: Buffer;
}

/** Attributes of a distinguished name in the order of their encoding. */
export type NameParts = readonly (readonly [keyof typeof nameAttributes, string])[];

export interface CertificateRequest {
  subject: NameParts;
  /** Who signs; the certificate signs itself where absent. */
  issuer?: Certificate | undefined;
  keyType?: KeyType | undefined;
  /** Bits of an RSA key; 2048 where absent. */
  modulusLength?: number | undefined;
  notBefore?: Date | undefined;
  notAfter?: Date | undefined;
  isAuthority?: boolean;
  codeSigning?: boolean;
  timestamping?: boolean;
  /** Object identifiers of marker extensions, as Apple puts them on its certificates. */
  markers?: readonly string[];
  criticalMarkers?: readonly string[];
  /** A key made earlier, for two certificates over one key. */
  privateKey?: KeyObject | undefined;
  /** Eight bytes; chance where absent. */
  serial?: Buffer | undefined;
}

const nameAttributes = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
} as const;

const day = 86_400_000;

/** Issues an X.509 v3 certificate (RFC 5280), signed with SHA-256. */
export function issueCertificate(request: CertificateRequest): Certificate {
  const privateKey =
    request.privateKey ?? makePrivateKey(request.keyType ?? 'rsa', request.modulusLength);
  const publicKeyInfo = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const subject = encodeName(request.subject);
  const issuer = request.issuer?.subject ?? subject;
  const signingKey = request.issuer?.privateKey ?? privateKey;
  const serial = request.serial ?? Buffer.concat([Buffer.from([0x4a]), randomBytes(7)]);
  const body = asn1.sequence(
    asn1.context(0, asn1.integer(2)),
    asn1.integer(serial),
    signatureAlgorithm(signingKey),
    issuer,
    asn1.sequence(
      asn1.time(request.notBefore ?? new Date(Date.now() - day)),
      asn1.time(request.notAfter ?? new Date(Date.now() + 3650 * day)),
    ),
    subject,
    publicKeyInfo,
    asn1.context(3, asn1.sequence(...extensionsOf(request, publicKeyInfo))),
  );
  const signature = sign('sha256', body, signingKey);
  const encoded = asn1.sequence(body, signatureAlgorithm(signingKey), asn1.bitString(signature));
  return {
    der: encoded,
    pem: pemOf(encoded),
    sha256: createHash('sha256').update(encoded).digest('hex'),
    subject,
    issuer,
    serial,
    privateKey,
    publicKeyInfo,
  };
}

export function makePrivateKey(type: KeyType, modulusLength = 2048): KeyObject {
  return type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength }).privateKey
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** The AlgorithmIdentifier of a signature with SHA-256 by this key. */
export function signatureAlgorithm(key: KeyObject): Buffer {
  return key.asymmetricKeyType === 'rsa'
    ? asn1.sequence(asn1.objectIdentifier('1.2.840.113549.1.1.11'), asn1.nullValue())
    : asn1.sequence(asn1.objectIdentifier('1.2.840.10045.4.3.2'));
}

function encodeName(parts: NameParts): Buffer {
  const encodeValue = (type: string, value: string) =>
    type === 'C' ? asn1.printableString(value) : asn1.utf8String(value);
  return asn1.sequence(
    ...parts.map(([type, value]) =>
      asn1.setOf(
        asn1.sequence(asn1.objectIdentifier(nameAttributes[type]), encodeValue(type, value)),
      ),
    ),
  );
}

function extensionsOf(request: CertificateRequest, publicKeyInfo: Buffer): Buffer[] {
  const authority = request.isAuthority ?? false;
  const extensions = [
    extension('2.5.29.19', authority ? asn1.sequence(asn1.boolean(true)) : asn1.sequence(), true),
    extension('2.5.29.14', asn1.octetString(keyIdentifier(publicKeyInfo))),
    extension(
      '2.5.29.35',
      asn1.sequence(
        asn1.contextPrimitive(0, keyIdentifier(request.issuer?.publicKeyInfo ?? publicKeyInfo)),
      ),
    ),
    // keyCertSign and cRLSign for an authority, digitalSignature for all others
    extension(
      '2.5.29.15',
      authority ? asn1.bitString(Buffer.from([0x06]), 1) : asn1.bitString(Buffer.from([0x80]), 7),
      true,
    ),
  ];
  if (request.codeSigning) {
    const usage = asn1.sequence(asn1.objectIdentifier('1.3.6.1.5.5.7.3.3'));
    extensions.push(extension('2.5.29.37', usage, true));
  }
  if (request.timestamping) {
    const usage = asn1.sequence(asn1.objectIdentifier('1.3.6.1.5.5.7.3.8'));
    extensions.push(extension('2.5.29.37', usage, true));
  }
  for (const marker of request.markers ?? []) extensions.push(extension(marker, asn1.nullValue()));
  for (const marker of request.criticalMarkers ?? [])
    extensions.push(extension(marker, asn1.nullValue(), true));
  return extensions;
}

function extension(identifier: string, value: Buffer, critical = false): Buffer {
  return asn1.sequence(
    asn1.objectIdentifier(identifier),
    ...(critical ? [asn1.boolean(true)] : []),
    asn1.octetString(value),
  );
}

const keyIdentifier = (publicKeyInfo: Buffer): Buffer =>
  createHash('sha1').update(publicKeyInfo).digest();

function pemOf(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
