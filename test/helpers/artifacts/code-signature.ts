import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import type { Certificate } from './certificates.js';
import { signedData } from './cms.js';
import * as asn1 from './der.js';
import { writePlist } from './plist-format.js';
import { bigEndianWords } from './words.js';

export type CodeHash = keyof typeof codeHashes;

/** What a code directory calls its hash, and how many bytes of it stand there. */
const codeHashes = {
  sha1: { type: 1, name: 'sha1', size: 20, oid: '1.3.14.3.2.26' },
  sha256: { type: 2, name: 'sha256', size: 32, oid: '2.16.840.1.101.3.4.2.1' },
  'sha256-truncated': { type: 3, name: 'sha256', size: 20, oid: '2.16.840.1.101.3.4.2.1' },
  sha384: { type: 4, name: 'sha384', size: 48, oid: '2.16.840.1.101.3.4.2.2' },
} as const;

export interface CodeSignatureOptions {
  identifier: string;
  teamIdentifier: string;
  /** Signs; absent for an ad-hoc signature. */
  signer?: Certificate | undefined;
  /** Put beside the signer's in the message. */
  certificates?: readonly Certificate[];
  /** Absent, with the seal, for a library without a folder of its own. */
  infoPlist?: Buffer | undefined;
  codeResources?: Buffer | undefined;
  /** What the format of a signed file that is no code wants sealed, as a disk image's trailer. */
  container?: Buffer | undefined;
  /** Absent for frameworks. */
  entitlements?: Readonly<Record<string, PlistValue>> | undefined;
  /** Hashes of the code directories; the first one is what is signed. */
  codeDirectories?: readonly CodeHash[] | undefined;
  defects?: SignatureDefects | undefined;
}

/** What may be wrong with a signature; everything else about it stays right. */
export interface SignatureDefects {
  /** How many bytes the code directories say they cover; the slice up to the signature if absent. */
  codeLimit?: number;
  /** Exponent of two; 12 where absent, and 0 for one hash over everything. */
  pageBits?: number;
  /** Which of the two attributes name the code directories. */
  attributes?: readonly ('list' | 'pairs')[];
  /** Changes the blobs by their slots before the message is signed over the code directory. */
  beforeSigning?: (blobs: Map<number, Buffer>) => void;
  /** The same afterwards. */
  afterSigning?: (blobs: Map<number, Buffer>) => void;
}

/** Room kept for a signature at the end of a slice, in bytes. */
export function reservedSignatureSize(
  codeSize: number,
  { codeDirectories = [] }: CodeSignatureOptions,
): number {
  const pages = Math.ceil(codeSize / 4096);
  const sizes = codeDirectories.map((hash) => codeHashes[hash].size);
  return (
    20_480 +
    pages *
      Math.max(
        32,
        sizes.reduce((sum, size) => sum + size, 0),
      )
  );
}

export const slot = {
  requirements: 2,
  entitlements: 5,
  entitlementsDer: 7,
  alternate: 0x1000,
  cms: 0x10000,
};
export const magic = {
  requirement: 0xfade0c00,
  requirements: 0xfade0c01,
  codeDirectory: 0xfade0c02,
  superBlob: 0xfade0cc0,
  cms: 0xfade0b01,
  entitlements: 0xfade7171,
  entitlementsDer: 0xfade7172,
} as const;

/** An embedded signature (Apple's `cs_blobs.h`): super blob, code directories, CMS. */
export function codeSignature(code: Buffer, options: CodeSignatureOptions): Buffer {
  const blobs = new Map<number, Buffer>([[slot.requirements, requirements(options.identifier)]]);
  if (options.entitlements) {
    const xml = writePlist({ ...options.entitlements });
    blobs.set(slot.entitlements, blob(magic.entitlements, xml));
    const der = entitlementsDer({ ...options.entitlements });
    blobs.set(slot.entitlementsDer, blob(magic.entitlementsDer, der));
  }
  const hashes = options.codeDirectories ?? ['sha256'];
  const directories = hashes.map((hash) => codeDirectory(code, hash, blobs, options));
  const all = new Map(
    directories.map((directory, index) => [index && slot.alternate + index - 1, directory]),
  );
  for (const [type, bytes] of blobs) all.set(type, bytes);
  const { signer, defects = {} } = options;
  defects.beforeSigning?.(all);
  const signed = all.get(0) ?? Buffer.alloc(0);
  const message = signer
    ? signedData(signed, {
        signer,
        certificates: options.certificates ?? [],
        detached: true,
        attributes: directoryHashes(directories, hashes, defects.attributes),
      })
    : Buffer.alloc(0);
  all.set(slot.cms, blob(magic.cms, message));
  defects.afterSigning?.(all);
  return superBlob(all);
}

function codeDirectory(
  code: Buffer,
  hash: CodeHash,
  blobs: ReadonlyMap<number, Buffer>,
  options: CodeSignatureOptions,
): Buffer {
  const { name, size: hashSize, type } = codeHashes[hash];
  const digest = (bytes: Buffer) => createHash(name).update(bytes).digest().subarray(0, hashSize);
  const { pageBits = 12, codeLimit = code.length } = options.defects ?? {};
  const special = [
    blobs.get(slot.entitlementsDer),
    options.container,
    blobs.get(slot.entitlements),
    undefined,
    options.codeResources,
    blobs.get(slot.requirements),
    options.infoPlist,
  ].map((bytes) => (bytes ? digest(bytes) : Buffer.alloc(hashSize)));
  const pages: Buffer[] = [];
  const pageSize = pageBits === 0 ? codeLimit : 1 << pageBits;
  for (let at = 0; at < codeLimit; at += pageSize) {
    pages.push(digest(code.subarray(at, Math.min(codeLimit, at + pageSize))));
  }
  const identifier = Buffer.from(`${options.identifier}\0`);
  const team = Buffer.from(`${options.teamIdentifier}\0`);
  const headerSize = 88;
  const teamOffset = headerSize + identifier.length;
  const hashOffset = teamOffset + team.length + special.length * hashSize;
  const isDebuggable = options.entitlements?.['get-task-allow'] === true;
  const header = Buffer.concat([
    bigEndianWords(
      0x20400,
      options.signer ? 0 : 2,
      hashOffset,
      headerSize,
      special.length,
      pages.length,
      codeLimit,
    ),
    Buffer.from([hashSize, type, 0, pageBits]),
    // spare, scatter, team, spare, 64-bit limit, executable segment: base, limit, flags
    bigEndianWords(0, 0, teamOffset, 0, 0, 0, 0, 0, 0, code.length, 0, isDebuggable ? 0x11 : 1),
  ]);
  return blob(magic.codeDirectory, Buffer.concat([header, identifier, team, ...special, ...pages]));
}

/** `identifier "…" and anchor apple generic`, as the designated requirement. */
function requirements(identifier: string): Buffer {
  const text = Buffer.from(identifier);
  const padding = Buffer.alloc((4 - (text.length % 4)) % 4);
  const [and, ident, anchorAppleGeneric] = [6, 2, 15];
  const expression = Buffer.concat([
    bigEndianWords(1, and, ident, text.length),
    text,
    padding,
    bigEndianWords(anchorAppleGeneric),
  ]);
  const designated = 3;
  const requirement = blob(magic.requirement, expression);
  return blob(magic.requirements, Buffer.concat([bigEndianWords(1, designated, 20), requirement]));
}

/** The two signed attributes by which Apple's signer names every code directory. */
function directoryHashes(
  directories: readonly Buffer[],
  hashes: readonly CodeHash[],
  kept: readonly ('list' | 'pairs')[] = ['list', 'pairs'],
) {
  const digests = directories.map((directory, index) =>
    createHash(codeHashes[hashes[index] ?? 'sha256'].name)
      .update(directory)
      .digest(),
  );
  const list = writePlist({ cdhashes: digests.map((digest) => digest.subarray(0, 20)) });
  const pairs = digests.map((digest, index) =>
    asn1.sequence(
      asn1.objectIdentifier(codeHashes[hashes[index] ?? 'sha256'].oid),
      asn1.octetString(digest),
    ),
  );
  return {
    ...(kept.includes('list') ? { '1.2.840.113635.100.9.1': [asn1.octetString(list)] } : {}),
    ...(kept.includes('pairs') ? { '1.2.840.113635.100.9.2': pairs } : {}),
  };
}

/** Entitlements as Apple's signers since iOS 15 encode them: [APPLICATION 16] { 1, dictionary }. */
function entitlementsDer(entitlements: Record<string, PlistValue>): Buffer {
  return asn1.der(0x70, asn1.integer(1), derValue(entitlements));
}

function derValue(value: PlistValue): Buffer {
  if (typeof value === 'boolean') return asn1.boolean(value);
  if (typeof value === 'string') return asn1.utf8String(value);
  if (typeof value === 'number') return asn1.integer(value);
  if (Array.isArray(value)) return asn1.sequence(...value.map(derValue));
  const members = Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return asn1.context(
    16,
    ...members.map(([key, each]) => asn1.sequence(asn1.utf8String(key), derValue(each))),
  );
}

function superBlob(blobs: ReadonlyMap<number, Buffer>): Buffer {
  const index: number[] = [];
  let offset = 12 + blobs.size * 8;
  for (const [type, bytes] of blobs) {
    index.push(type, offset);
    offset += bytes.length;
  }
  return blob(
    magic.superBlob,
    Buffer.concat([bigEndianWords(blobs.size, ...index), ...blobs.values()]),
  );
}

export function blob(type: number, content: Buffer): Buffer {
  return Buffer.concat([bigEndianWords(type, 8 + content.length), content]);
}
