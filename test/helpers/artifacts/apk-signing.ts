import { createHash } from 'node:crypto';
import { algorithmFor, hashOf, type SignatureAlgorithm, signBytes } from './block-algorithms.js';
import { type LineageDefects, proofOfRotation } from './lineage.js';
import type { Signer } from './signers.js';
import { lengthPrefixed, longWord, words } from './words.js';

export type BlockScheme = 'v2' | 'v3' | 'v3.1';

export interface BlockSigningOptions {
  signers: readonly Signer[];
  algorithm?: SignatureAlgorithm | undefined;
  /** Platform versions that v3 covers; 28 and all later ones where absent. */
  v3SdkRange?: readonly [number, number] | undefined;
  /** Whose keys were used before the first signer's, oldest first: they sign for older versions. */
  pastSigners?: readonly Signer[] | undefined;
  /** Where v3.1 takes over with the new key; 33 where absent. */
  rotationMinSdk?: number | undefined;
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
  /** The v3 signer names another version for the change of keys than v3.1 does. */
  otherRotation?: boolean;
  /** The attribute that protects from stripping v3 ends after one byte (v2). */
  shortAttribute?: boolean;
  /** That attribute stands behind another of its id (v2). */
  secondAttribute?: boolean;
  noCertificate?: boolean;
  noSignature?: boolean;
  lineage?: LineageDefects;
}

/** Bytes that one chunk digest covers. */
export const chunkSize = 1 << 20;
const blockIds = { v2: 0x7109871a, v3: 0xf05368c0, 'v3.1': 0x1b93ad61 } as const;
const attributeIds = {
  strippingProtection: 0xbeeff00d,
  proofOfRotation: 0x3ba06f8c,
  rotationMinSdk: 0x559f8b02,
} as const;
const allLater = 0x7fffffff;
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

/** The APK Signing Block that goes before the central directory; its length is a multiple of 4096. Empty if all is stripped. */
export function signingBlock(
  schemes: readonly BlockScheme[],
  digestFor: (hash: 'sha256' | 'sha512') => Buffer,
  options: BlockSigningOptions,
): Buffer {
  const pairs = schemes
    .filter((scheme) => !options.defects?.strip?.includes(scheme))
    .map((scheme) => {
      const signers = signersOf(scheme, schemes, options).map((signer) =>
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

/** Who signs by a scheme: where v3.1 brings the new key, v3 stays with the old one. */
function signersOf(
  scheme: BlockScheme,
  schemes: readonly BlockScheme[],
  { signers, pastSigners = [] }: BlockSigningOptions,
): readonly Signer[] {
  const isOld = scheme === 'v2' || (scheme === 'v3' && schemes.includes('v3.1'));
  const [oldest] = pastSigners;
  return isOld && oldest !== undefined ? [oldest] : signers;
}

function rangeOf(scheme: BlockScheme, { schemes, options }: SigningContext) {
  const { rotationMinSdk = 33 } = options;
  if (scheme === 'v2') return null;
  if (scheme === 'v3.1') return [rotationMinSdk, allLater] as const;
  return options.v3SdkRange ?? [28, schemes.includes('v3.1') ? rotationMinSdk - 1 : allLater];
}

function signerBlock(scheme: BlockScheme, signer: Signer, context: SigningContext): Buffer {
  const { defects = {} } = context.options;
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
  const range = rangeOf(scheme, context);
  const shownRange = range && defects.otherSdkRange ? [range[0] - 1, range[1]] : range;
  const signatures = [lengthPrefixed(words(named), lengthPrefixed(signature))];
  return lengthPrefixed(
    Buffer.concat([
      lengthPrefixed(signed),
      ...(shownRange === null ? [] : [words(...shownRange)]),
      list(defects.noSignature ? [] : signatures),
      lengthPrefixed(signer.publicKeyInfo),
    ]),
  );
}

function signedBytes(scheme: BlockScheme, signer: Signer, context: SigningContext): Buffer {
  const { defects = {} } = context.options;
  const algorithm = context.options.algorithm ?? algorithmFor(signer);
  const digest = Buffer.from(context.digestFor(hashOf(algorithm)));
  if (defects.wrongDigest) digest.writeUInt8(digest.readUInt8(0) ^ 1, 0);
  const named = defects.unknownAlgorithm ? 0x0999 : algorithm;
  const range = rangeOf(scheme, context);
  const certificate = lengthPrefixed((defects.certificate ?? signer).der);
  return Buffer.concat([
    list([lengthPrefixed(words(named), lengthPrefixed(digest))]),
    list(defects.noCertificate ? [] : [certificate]),
    ...(range === null ? [] : [words(...range)]),
    list(attributesOf(scheme, signer, context).map((each) => lengthPrefixed(each))),
  ]);
}

function attributesOf(scheme: BlockScheme, signer: Signer, context: SigningContext): Buffer[] {
  const { schemes, options } = context;
  const { defects = {}, pastSigners = [], rotationMinSdk = 33 } = options;
  const hasRotation = schemes.includes('v3.1');
  if (scheme === 'v2') {
    // tells a verifier of v2 that v3 was there too, against stripping
    const protection = words(attributeIds.strippingProtection, 3);
    if (defects.shortAttribute) return [protection.subarray(0, 5)];
    const first = words(attributeIds.strippingProtection, 1);
    if (defects.secondAttribute) return [first, protection];
    return schemes.includes('v3') ? [protection] : [];
  }
  if (scheme === 'v3' && hasRotation) {
    return [words(attributeIds.rotationMinSdk, rotationMinSdk + (defects.otherRotation ? 1 : 0))];
  }
  if (pastSigners.length === 0) return [];
  const proof = proofOfRotation([...pastSigners, signer], defects.lineage);
  return [Buffer.concat([words(attributeIds.proofOfRotation), proof])];
}

function pair(id: number, value: Buffer): Buffer {
  return Buffer.concat([longWord(4 + value.length), words(id), value]);
}

const list = (items: readonly Buffer[]): Buffer => lengthPrefixed(...items);

function prefixed(prefix: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([prefix]), words(value)]);
}
