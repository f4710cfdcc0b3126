import { createHash, createPublicKey, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { timestampToken } from './authenticode.js';
import type { Certificate } from './certificates.js';
import { signedData } from './cms.js';

export interface XarOptions {
  files: Readonly<Record<string, Buffer>>;
  hash?: 'sha1' | 'sha256';
  /** The signer and the certificates above it; unsigned where absent. */
  chain?: readonly Certificate[] | undefined;
  /** Beside the plain signature, a CMS message over the table's hash; true where absent. */
  cms?: boolean;
  timestamp?: { signer: Certificate; time: Date } | undefined;
  defects?: XarDefects;
}

export interface XarDefects {
  /** Changes the table's XML before it is hashed and signed. */
  table?(xml: string): string;
  /** Changes it behind the signer's back. */
  signedTable?(xml: string): string;
  /** Bytes that are signed in place of the table. */
  signOther?: Buffer;
  signCmsOver?: Buffer;
}

const hashNumbers = { sha1: 1, sha256: 3 } as const;
const cmsSize = 8192;

/** A xar archive as `pkgbuild` and `productsign` write it: header, table, heap. */
export function writeXar(options: XarOptions): Buffer {
  const { hash = 'sha1', chain, cms = true, defects = {} } = options;
  const digestSize = hash === 'sha1' ? 20 : 32;
  const signatureSize = signatureSizeOf(chain?.[0]);
  const reserved = digestSize + (chain ? signatureSize + (cms ? cmsSize : 0) : 0);
  const packed = Object.entries(options.files).map(([path, data]) => ({
    path,
    data: path.includes('Payload') ? data : deflateSync(data),
    size: data.length,
    isPacked: !path.includes('Payload'),
  }));
  const xml = tableXml(options, hash, digestSize, reserved, packed);
  const wanted = defects.table?.(xml) ?? xml;
  const table = deflateSync(wanted);
  const digest = createHash(hash).update(table).digest();
  const signatures = chain ? signaturesOf(options, chain, table, hash) : [];
  const shipped = deflateSync(defects.signedTable?.(wanted) ?? wanted);
  const header = Buffer.alloc(28);
  header.write('xar!');
  header.writeUInt16BE(28, 4);
  header.writeUInt16BE(1, 6);
  header.writeBigUInt64BE(BigInt(shipped.length), 8);
  header.writeBigUInt64BE(BigInt((defects.signedTable?.(wanted) ?? wanted).length), 16);
  header.writeUInt32BE(hashNumbers[hash], 24);
  return Buffer.concat([header, shipped, digest, ...signatures, ...packed.map(({ data }) => data)]);
}

/** An RSA signature is as long as its key. */
function signatureSizeOf(signer: Certificate | undefined): number {
  const key = signer && createPublicKey(signer.privateKey).asymmetricKeyDetails;
  return (key?.modulusLength ?? 2048) / 8;
}

function signaturesOf(
  { cms = true, timestamp, defects = {} }: XarOptions,
  [signer, ...others]: readonly Certificate[],
  table: Buffer,
  hash: 'sha1' | 'sha256',
): Buffer[] {
  if (signer === undefined) return [];
  const plain = sign(hash, defects.signOther ?? table, signer.privateKey);
  if (!cms) return [plain];
  const digest = createHash(hash)
    .update(defects.signCmsOver ?? table)
    .digest();
  const message = signedData(digest, {
    signer,
    certificates: others,
    detached: true,
    unsignedAttributes: (signature) =>
      timestamp === undefined
        ? {}
        : {
            '1.2.840.113549.1.9.16.2.14': [
              timestampToken(signature, timestamp.signer, timestamp.time),
            ],
          },
  });
  const padded = Buffer.alloc(cmsSize);
  message.copy(padded);
  return [plain, padded];
}

interface Packed {
  path: string;
  data: Buffer;
  size: number;
  isPacked: boolean;
}

function tableXml(
  { chain, cms = true }: XarOptions,
  hash: string,
  digestSize: number,
  reserved: number,
  files: readonly Packed[],
): string {
  const key = `<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>${(chain ?? [])
    .map(({ der }) => `<X509Certificate>${der.toString('base64')}</X509Certificate>`)
    .join('\n')}</X509Data></KeyInfo>`;
  const signatureSize = signatureSizeOf(chain?.[0]);
  const place = (offset: number, size: number) => `<offset>${offset}</offset><size>${size}</size>`;
  const signature = `<signature style="RSA">${place(digestSize, signatureSize)}${key}</signature>`;
  const message = `<x-signature style="CMS">${place(digestSize + signatureSize, cmsSize)}${key}</x-signature>`;
  const signatures = chain === undefined ? '' : `${signature}${cms ? message : ''}`;
  let offset = reserved;
  const elements = files.map((file, index) => {
    const at = offset;
    offset += file.data.length;
    return nest(file.path.split('/'), (name) => fileXml(name, index, at, file));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<xar><toc><checksum style="${hash}">${place(0, digestSize)}</checksum><creation-time>2026-01-01T00:00:00</creation-time>${signatures}${elements.join('')}</toc></xar>`;
}

function nest(path: readonly string[], leaf: (name: string) => string): string {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return leaf(name);
  return `<file id="d${name}"><name>${name}</name><type>directory</type>${nest(rest, leaf)}</file>`;
}

function fileXml(name: string, id: number, offset: number, { data, size, isPacked }: Packed) {
  const checksum = createHash('sha1').update(data).digest('hex');
  const encoding = isPacked ? 'application/x-gzip' : 'application/octet-stream';
  return `<file id="${id}"><name>${name}</name><type>file</type><data><archived-checksum style="sha1">${checksum}</archived-checksum><length>${data.length}</length><encoding style="${encoding}"/><size>${size}</size><offset>${offset}</offset></data></file>`;
}
