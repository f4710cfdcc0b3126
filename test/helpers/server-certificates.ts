import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import forge from 'node-forge';
import {
  issueAuthority,
  issueServer,
  makeKey,
  type Validity,
} from '../../src/certificates/issue.js';

export interface Authority {
  pem: string;
  keyPem: string;
}

export interface Pair {
  cert: string;
  key: string;
}

const DAY_MS = 86_400_000;

/** A validity of `days` from the day before `from`. */
export function validFor(days: number, from = new Date()): Validity {
  const notBefore = new Date(from.getTime() - DAY_MS);
  return { notBefore, notAfter: new Date(notBefore.getTime() + days * DAY_MS) };
}

export async function makeAuthority(name = 'Test CA'): Promise<Authority> {
  const keyPem = await makeKey();
  return { pem: issueAuthority(keyPem, name, validFor(3650)), keyPem };
}

export async function rsaPair(
  authority: Authority,
  names: string[],
  validity = validFor(90),
): Promise<Pair> {
  const key = await makeKey();
  return { key, cert: issueServer(key, names, validity, authority) };
}

/** node-forge knows no EC keys: the RSA key of an issued certificate is exchanged and signed anew. */
export async function ecPair(authority: Authority, names: string[]): Promise<Pair> {
  const rsa = await rsaPair(authority, names);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('binary');
  const whole = forge.pki.certificateToAsn1(forge.pki.certificateFromPem(rsa.cert));
  const [body, algorithm] = whole.value as forge.asn1.Asn1[];
  if (body === undefined || algorithm === undefined) throw new Error('not a certificate');
  (body.value as forge.asn1.Asn1[])[6] = forge.asn1.fromDer(spki);
  const signed = Buffer.from(forge.asn1.toDer(body).getBytes(), 'binary');
  const signature = `\0${sign('sha256', signed, authority.keyPem).toString('binary')}`;
  const { Class, Type, create, toDer } = forge.asn1;
  const bits = create(Class.UNIVERSAL, Type.BITSTRING, false, signature);
  const certificate = create(Class.UNIVERSAL, Type.SEQUENCE, true, [body, algorithm, bits]);
  const base64 = forge.util.encode64(toDer(certificate).getBytes(), 64).replaceAll('\r\n', '\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Puts a pair where the server looks for the operator's. */
export async function installPair(certsDir: string, { cert, key }: Pair): Promise<void> {
  await writeFile(join(certsDir, 'server.pem'), cert);
  await writeFile(join(certsDir, 'server.key'), key);
}
