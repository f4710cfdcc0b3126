import { constants, createHash, sign } from 'node:crypto';
import type { Signer } from './signers.js';
import { longWord, words } from './words.js';

export type BlockScheme = 'v2' | 'v3';

/** Signature algorithm ids of APK Signature Scheme v2 and v3. */
export const signatureAlgorithm = {
  rsaPssSha256: 0x0101,
  rsaPssSha512: 0x0102,
  rsaPkcs1Sha256: 0x0103,
  rsaPkcs1Sha512: 0x0104,
  ecdsaSha256: 0x0201,
  ecdsaSha512: 0x0202,
} as const;

export type SignatureAlgorithm = (typeof signatureAlgorithm)[keyof typeof signatureAlgorithm];

export interface BlockSigningOptions {
  signers: readonly Signer[];
  algorithm?: SignatureAlgorithm | undefined;
  /** Platform versions that v3 covers; 28 and all later ones where absent. */
  v3SdkRange?: readonly [number, number] | undefined;
  defects?: SignatureDefects | undefined;
}

/** What may be wrong with the signature itself. */
export interface SignatureDefects {
  /** Named as signed, but left out of the block: what an attacker strips. */
  strip?: readonly BlockScheme[];
  /** Listed in place of the signer's own certificate. */
  certificate?: Signer;
  /** The digest that is signed is of other content. */
  wrongDigest?: boolean;
  /** The signature's last byte is flipped. */
  wrongSignature?: boolean;
  /** The algorithm list beside the signatures names another one than the signed list. */
  otherAlgorithmSigned?: boolean;
  /** The id of an algorithm nobody knows. */
  unknownAlgorithm?: boolean;
  /** The range outside the signed data differs from the one inside (v3). */
  otherSdkRange?: boolean;
}

/** Bytes that one chunk digest covers. */
export const chunkSize = 1 << 20;
const blockIds = { v2: 0x7109871a, v3: 0xf05368c0 } as const;
const verityPaddingId = 0x42726577;
const magic = 'APK Sig Block 42';

/** Digest of one chunk of at most 1 MiB. */
export function chunkDigest(chunk: Buffer, hash: string): Buffer {
  return createHash(hash).update(prefixed(0xa5, chunk.length)).update(chunk).digest();
}

/** Chunk digests of one section of the file. */
export function sectionDigests(section: Buffer, hash: string): Buffer[] {
  const digests: Buffer[] = [];
  for (let at = 0; at < section.length; at += chunkSize) {
    digests.push(chunkDigest(section.subarray(at, at + chunkSize), hash));
  }
  return digests;
}

/** The content digest over the chunk digests of all sections in order. */
export function contentDigest(digests: readonly Buffer[], hash: string): Buffer {
  const whole = createHash(hash).update(prefixed(0x5a, digests.length));
  for (const digest of digests) whole.update(digest);
  return whole.digest();
}

/** Name of the content digest's hash that goes with an algorithm. */
export function hashOf(algorithm: SignatureAlgorithm): 'sha256' | 'sha512' {
  return algorithm % 2 === 0 ? 'sha512' : 'sha256';
}

export function algorithmFor(signer: Signer): SignatureAlgorithm {
  return signer.privateKey.asymmetricKeyType === 'rsa'
    ? signatureAlgorithm.rsaPkcs1Sha256
    : signatureAlgorithm.ecdsaSha256;
}

/** The APK Signing Block that goes before the central directory; its length is a multiple of 4096. Empty if all is stripped. */
export function signingBlock(
  schemes: readonly BlockScheme[],
  digestFor: (hash: 'sha256' | 'sha512') => Buffer,
  options: BlockSigningOptions,
): Buffer {
  const pairs = schemes
    .filter((scheme) => !options.defects?.strip?.includes(scheme))
    .map((scheme) => {
      const signers = options.signers.map((signer) =>
        signerBlock(scheme, signer, { schemes, digestFor, options }),
      );
      return pair(blockIds[scheme], list(signers));
    });
  if (pairs.length === 0) return Buffer.alloc(0);
  const used = pairs.reduce((total, each) => total + each.length, 32);
  const padding = (4096 - ((used + 12) % 4096)) % 4096;
  const body = [...pairs, pair(verityPaddingId, Buffer.alloc(padding))];
  const size = longWord(used + 12 + padding - 8);
  return Buffer.concat([size, ...body, size, Buffer.from(magic)]);
}

interface SigningContext {
  schemes: readonly BlockScheme[];
  digestFor: (hash: 'sha256' | 'sha512') => Buffer;
  options: BlockSigningOptions;
}

function signerBlock(scheme: BlockScheme, signer: Signer, context: SigningContext): Buffer {
  const { defects = {}, v3SdkRange = [28, 0x7fffffff] } = context.options;
  const algorithm = context.options.algorithm ?? algorithmFor(signer);
  const signed = signedBytes(scheme, signer, context);
  const signature = signBytes(algorithm, signed, signer);
  if (defects.wrongSignature)
    signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  const named = defects.unknownAlgorithm
    ? 0x0999
    : defects.otherAlgorithmSigned
      ? algorithm ^ 0x07
      : algorithm;
  const range = defects.otherSdkRange ? [v3SdkRange[0] - 1, v3SdkRange[1]] : v3SdkRange;
  return lengthPrefixed(
    Buffer.concat([
      lengthPrefixed(signed),
      ...(scheme === 'v3' ? [words(...range)] : []),
      list([lengthPrefixed(words(named), lengthPrefixed(signature))]),
      lengthPrefixed(signer.publicKeyInfo),
    ]),
  );
}

function signedBytes(scheme: BlockScheme, signer: Signer, context: SigningContext): Buffer {
  const { defects = {}, v3SdkRange = [28, 0x7fffffff] } = context.options;
  const algorithm = context.options.algorithm ?? algorithmFor(signer);
  const digest = Buffer.from(context.digestFor(hashOf(algorithm)));
  if (defects.wrongDigest) digest.writeUInt8(digest.readUInt8(0) ^ 1, 0);
  const named = defects.unknownAlgorithm ? 0x0999 : algorithm;
  // tells a verifier of v2 that v3 was there too, against stripping
  const strippingAttribute = lengthPrefixed(words(0xbeeff00d, 3));
  return Buffer.concat([
    list([lengthPrefixed(words(named), lengthPrefixed(digest))]),
    list([lengthPrefixed((defects.certificate ?? signer).der)]),
    ...(scheme === 'v3' ? [words(...v3SdkRange)] : []),
    list(scheme === 'v2' && context.schemes.includes('v3') ? [strippingAttribute] : []),
  ]);
}

function signBytes(algorithm: SignatureAlgorithm, bytes: Buffer, signer: Signer): Buffer {
  const hash = hashOf(algorithm);
  const isPss =
    algorithm === signatureAlgorithm.rsaPssSha256 || algorithm === signatureAlgorithm.rsaPssSha512;
  const padding = isPss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hash === 'sha512' ? 64 : 32 }
    : {};
  return sign(hash, bytes, { key: signer.privateKey, ...padding });
}

function pair(id: number, value: Buffer): Buffer {
  return Buffer.concat([longWord(4 + value.length), words(id), value]);
}

const list = (items: readonly Buffer[]): Buffer => lengthPrefixed(...items);

function lengthPrefixed(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([words(body.length), body]);
}

function prefixed(prefix: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([prefix]), words(value)]);
}
