import { createPublicKey, type KeyObject } from 'node:crypto';
import { certificateParts } from '../../certificate.js';
import { childrenOf, derTag, expectTag, octetsOf, oidOf, readDer } from '../../der.js';
import { SignatureFault } from '../signature-fault.js';
import { canonicalName } from './distinguished-name.js';
import type { BlockSigner } from './signature-block.js';

/** Critical extensions that do not make a certificate unusable (RFC 5280 4.2 and Netscape's type). */
const understood =
  /^(2\.5\.29\.(1[4-9]|20|21|3[0-7]|46|54)|2\.16\.840\.1\.113730\.1\.1|1\.3\.6\.1\.5\.5\.7\.1\.(1|11))$/;
const keyUsage = '2.5.29.15';
const extensionsTag = 0xa3;
const booleanTag = 0x01;

/** The certificate a SignerInfo names by issuer and serial number; null where the bag has it not. */
export function namedCertificate(
  certificates: readonly Buffer[],
  { identifier }: BlockSigner,
): Buffer | null {
  if (identifier === null) return null;
  const issuer = canonicalName(identifier.issuer);
  const serial = withoutPadding(identifier.serial);
  const isNamed = (der: Buffer): boolean => {
    const parts = certificateParts(der);
    const own = withoutPadding(readDer(parts.serial).content);
    return own === serial && canonicalName(readDer(parts.issuer)) === issuer;
  };
  return certificates.find(isNamed) ?? null;
}

/** An integer's bytes in hex, without the bytes that only repeat its sign. */
function withoutPadding(content: Buffer): string {
  return content.toString('hex').replace(/^(00(?=[0-7].)|ff(?=[89a-f].))+/, '');
}

/** Throws a `SignatureFault` where a certificate's extensions forbid it to sign. */
export function checkMaySign(certificate: Buffer): void {
  const [body] = childrenOf(readDer(certificate));
  const wrapper = childrenOf(expectTag(body, derTag.sequence)).find(
    ({ tag }) => tag === extensionsTag,
  );
  const [list] = wrapper === undefined ? [] : childrenOf(wrapper);
  for (const extension of list === undefined ? [] : childrenOf(list)) {
    const [type, ...rest] = childrenOf(extension);
    const isCritical = rest[0]?.tag === booleanTag && rest.shift()?.content[0] !== 0;
    const oid = oidOf(type);
    if (isCritical && !understood.test(oid))
      throw new SignatureFault('its certificate has a critical extension nobody knows');
    if (oid === keyUsage && !allowsSigning(octetsOf(rest[0])))
      throw new SignatureFault('its certificate is not made for signing');
  }
}

/** `digitalSignature` and `nonRepudiation` are the two highest bits of the bit string. */
function allowsSigning(value: Buffer): boolean {
  return ((readDer(value).content[1] ?? 0) & 0xc0) !== 0;
}

/** The key of a certificate. Some tools wrote RSA numbers without the zero that makes them positive. */
export function certificateKey(certificate: Buffer): KeyObject {
  return createPublicKey({
    key: certificateParts(certificate).publicKey,
    format: 'der',
    type: 'spki',
  });
}
