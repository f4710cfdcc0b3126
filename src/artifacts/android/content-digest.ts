import { createHash } from 'node:crypto';
import type { FileBytes } from '../file-bytes.js';
import type { ZipEnd } from '../zip-end.js';
import type { DigestKind } from './signature-algorithms.js';

/** A part of the signed content: a run of the file, or bytes that stand in for one. */
type Section = { offset: number; length: number } | Buffer;

const chunkSize = 1024 * 1024;
const pageSize = 4096;

/**
 * The content digest of an APK: over the bytes before the signing block, the central directory, and
 * its end record with the directory's offset set to the block's beginning. Reads the file once, a
 * chunk at a time.
 */
export function contentDigest(
  file: FileBytes,
  end: ZipEnd,
  blockOffset: number,
  kind: DigestKind,
): Buffer {
  const record = file.read(end.recordOffset, file.size - end.recordOffset);
  record.writeUInt32LE(blockOffset, 16);
  const sections: Section[] = [
    { offset: 0, length: blockOffset },
    { offset: end.directoryOffset, length: end.recordOffset - end.directoryOffset },
    record,
  ];
  return kind === 'verity' ? verityDigest(file, sections) : chunkedDigest(file, sections, kind);
}

/** Scheme v2: `0x5a`, the number of chunks, the digest of each (`0xa5`, its length, its bytes). */
function chunkedDigest(file: FileBytes, sections: Section[], hash: 'sha256' | 'sha512'): Buffer {
  const digests: Buffer[] = [];
  const prefix = Buffer.from([0xa5, 0, 0, 0, 0]);
  for (const section of sections) {
    for (const chunk of chunksOf(file, section)) {
      prefix.writeUInt32LE(chunk.length, 1);
      digests.push(createHash(hash).update(prefix).update(chunk).digest());
    }
  }
  prefix[0] = 0x5a;
  prefix.writeUInt32LE(digests.length, 1);
  const top = createHash(hash).update(prefix);
  for (const digest of digests) top.update(digest);
  return top.digest();
}

/** The chunks of one section. Each is valid until the next is asked for. */
function* chunksOf(file: FileBytes, section: Section): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (let at = 0; at < section.length; at += chunkSize) {
    const chunk = buffer.subarray(0, Math.min(chunkSize, section.length - at));
    if (Buffer.isBuffer(section)) section.copy(chunk, 0, at);
    else file.readInto(chunk, section.offset + at);
    yield chunk;
  }
}

/** fs-verity: the root of a SHA-256 tree over 4 KiB pages, salted with zeros, and the length. */
function verityDigest(file: FileBytes, sections: Section[]): Buffer {
  const total = sections.reduce((sum, { length }) => sum + length, 0);
  let level = new PageHasher(total);
  for (const section of sections) for (const chunk of chunksOf(file, section)) level.update(chunk);
  while (level.pages().length > pageSize) {
    const pages = level.pages();
    level = new PageHasher(pages.length);
    level.update(pages);
  }
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(total));
  return Buffer.concat([hashPage(level.pages()), length]);
}

/** Hashes page by page what comes in pieces; the last page is filled with zeros. */
class PageHasher {
  readonly #digests: Buffer;
  readonly #page: Buffer = Buffer.alloc(pageSize);
  #filled = 0;
  #written = 0;

  constructor(total: number) {
    const pages = Math.ceil(total / pageSize);
    this.#digests = Buffer.alloc(Math.ceil((pages * 32) / pageSize) * pageSize);
  }

  update(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const count = bytes.copy(this.#page, this.#filled, at);
      this.#filled += count;
      at += count;
      if (this.#filled === pageSize) this.#flush();
    }
  }

  /** The digests of all pages, themselves filled up to whole pages. */
  pages(): Buffer {
    if (this.#filled > 0) this.#flush();
    return this.#digests;
  }

  #flush(): void {
    this.#page.fill(0, this.#filled);
    hashPage(this.#page).copy(this.#digests, this.#written);
    this.#written += 32;
    this.#filled = 0;
  }
}

const salt = Buffer.alloc(8);

function hashPage(page: Buffer): Buffer {
  return createHash('sha256').update(salt).update(page).digest();
}
