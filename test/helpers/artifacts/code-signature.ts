import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import type { Certificate } from './certificates.js';
import { signedData } from './cms.js';
import * as asn1 from './der.js';
import { writePlist } from './plist-format.js';
import { bigEndianWords } from './words.js';

type Hash = 'sha256' | 'sha1';

export interface CodeSignatureOptions {
  identifier: string;
  teamIdentifier: string;
  /** Signs; absent for an ad-hoc signature. */
  signer?: Certificate | undefined;
  /** Put beside the signer's in the message. */
  certificates?: readonly Certificate[];
  infoPlist: Buffer;
  codeResources: Buffer;
  /** Absent for frameworks. */
  entitlements?: Readonly<Record<string, PlistValue>> | undefined;
  /** Hashes of the code directories; the first one is what is signed. */
  codeDirectories?: readonly Hash[] | undefined;
}

/** Room kept for a signature at the end of a slice. */
export const reservedSignatureSize = 20_480;

const slot = {
  requirements: 2,
  entitlements: 5,
  entitlementsDer: 7,
  alternate: 0x1000,
  cms: 0x10000,
};
const magic = {
  requirement: 0xfade0c00,
  requirements: 0xfade0c01,
  codeDirectory: 0xfade0c02,
  superBlob: 0xfade0cc0,
  cms: 0xfade0b01,
  entitlements: 0xfade7171,
  entitlementsDer: 0xfade7172,
} as const;
const codePageBits = 12;

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
  const [signed = Buffer.alloc(0), ...alternates] = directories;
  const all = new Map<number, Buffer>([[0, signed], ...blobs]);
  for (const [index, alternate] of alternates.entries()) all.set(slot.alternate + index, alternate);
  const { signer } = options;
  const message = signer
    ? signedData(signed, {
        signer,
        certificates: options.certificates ?? [],
        detached: true,
        attributes: directoryHashes(directories, hashes),
      })
    : Buffer.alloc(0);
  all.set(slot.cms, blob(magic.cms, message));
  return superBlob(all);
}

function codeDirectory(
  code: Buffer,
  hash: Hash,
  blobs: ReadonlyMap<number, Buffer>,
  options: CodeSignatureOptions,
): Buffer {
  const digest = (bytes: Buffer) => createHash(hash).update(bytes).digest();
  const hashSize = hash === 'sha256' ? 32 : 20;
  const special = [
    blobs.get(slot.entitlementsDer),
    undefined,
    blobs.get(slot.entitlements),
    undefined,
    options.codeResources,
    blobs.get(slot.requirements),
    options.infoPlist,
  ].map((bytes) => (bytes ? digest(bytes) : Buffer.alloc(hashSize)));
  const pages: Buffer[] = [];
  for (let at = 0; at < code.length; at += 1 << codePageBits) {
    pages.push(digest(code.subarray(at, at + (1 << codePageBits))));
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
      code.length,
    ),
    Buffer.from([hashSize, hash === 'sha256' ? 2 : 1, 0, codePageBits]),
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
function directoryHashes(directories: readonly Buffer[], hashes: readonly Hash[]) {
  const digests = directories.map((directory, index) =>
    createHash(hashes[index] ?? 'sha256')
      .update(directory)
      .digest(),
  );
  const list = writePlist({ cdhashes: digests.map((digest) => digest.subarray(0, 20)) });
  return {
    '1.2.840.113635.100.9.1': [asn1.octetString(list)],
    '1.2.840.113635.100.9.2': digests.map((digest, index) =>
      asn1.sequence(
        asn1.objectIdentifier(
          hashes[index] === 'sha1' ? '1.3.14.3.2.26' : '2.16.840.1.101.3.4.2.1',
        ),
        asn1.octetString(digest),
      ),
    ),
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

function blob(type: number, content: Buffer): Buffer {
  return Buffer.concat([bigEndianWords(type, 8 + content.length), content]);
}
