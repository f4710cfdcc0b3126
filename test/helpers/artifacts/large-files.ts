import { createHash, randomFillSync } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { type ApkOptions, apkEntries } from './apk.js';
import {
  type BlockScheme,
  chunkDigest,
  chunkSize,
  contentDigest,
  sectionDigests,
  signingBlock,
} from './apk-signing.js';
import { type IpaOptions, ipaEntries } from './ipa.js';
import { defaultAndroidSigner } from './signers.js';
import { endOfDirectory, layOutZip, streamedHeaders, type ZipEntry } from './zip.js';

export interface LargeApkOptions
  extends Omit<ApkOptions, 'schemes' | 'afterSigning' | 'algorithm' | 'defects'> {
  schemes?: readonly BlockScheme[];
}

/**
 * Writes an APK with one stored entry of the given size, signed with v2 and v3. Memory use does not
 * depend on the size, which may come near 4 GiB.
 */
export async function writeLargeApk(
  path: string,
  bytes: number,
  options: LargeApkOptions = {},
): Promise<void> {
  const archive = layOutLarge(apkEntries(options), 'assets/large.bin', bytes);
  const end = endOfDirectory(archive, archive.entriesLength);
  const digests: Buffer[] = [];
  await withFile(path, async (file) => {
    for (const chunk of rechunk(archive.entries(), chunkSize)) {
      digests.push(chunkDigest(chunk, 'sha256'));
      await file.write(chunk);
    }
    digests.push(...sectionDigests(archive.directory, 'sha256'), ...sectionDigests(end, 'sha256'));
    const block = signingBlock(
      options.schemes ?? ['v2', 'v3'],
      () => contentDigest(digests, 'sha256'),
      { signers: [options.signer ?? defaultAndroidSigner()], v3SdkRange: options.v3SdkRange },
    );
    await file.write(block);
    await file.write(archive.directory);
    await file.write(endOfDirectory(archive, archive.entriesLength + block.length));
  });
}

/** Writes an IPA whose app holds one stored, sealed file of the given size; memory use as above. */
export async function writeLargeIpa(
  path: string,
  bytes: number,
  options: IpaOptions = {},
): Promise<void> {
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  for (const block of filler(bytes)) {
    sha1.update(block);
    sha256.update(block);
  }
  const digests = { sha1: sha1.digest(), sha256: sha256.digest() };
  const small = ipaEntries({ ...options, sealedElsewhere: new Map([['large.bin', digests]]) });
  const folder = `Payload/${options.appFolder ?? 'Campus.app'}/`;
  const archive = layOutLarge(small, `${folder}large.bin`, bytes);
  await withFile(path, async (file) => {
    for (const part of archive.entries()) await file.write(part);
    await file.write(archive.directory);
    await file.write(endOfDirectory(archive, archive.entriesLength));
  });
}

/** The same with the large file deflated; it packs to about two thirds. */
export async function writeLargeDeflatedIpa(path: string, bytes: number): Promise<void> {
  const block = mixedBlock();
  const [sha1, sha256] = [createHash('sha1'), createHash('sha256')];
  let checksum = 0;
  for (let at = 0; at < bytes; at += block.length) {
    sha1.update(block);
    sha256.update(block);
    checksum = crc32(block, checksum);
  }
  const digests = { sha1: sha1.digest(), sha256: sha256.digest() };
  const parts = layOutZip(ipaEntries({ sealedElsewhere: new Map([['large.bin', digests]]) }));
  const name = 'Payload/Campus.app/large.bin';
  const headersFor = (packedSize: number) =>
    streamedHeaders(name, { size: bytes, checksum, packedSize }, parts.entries.length);
  await withFile(path, async (file) => {
    const start = parts.entries.length + headersFor(0).local.length;
    let end = start;
    const packer = createDeflateRaw({ level: 1, chunkSize: block.length });
    const source = Readable.from(Array.from({ length: bytes / block.length }, () => block));
    for await (const chunk of source.pipe(packer) as AsyncIterable<Buffer>) {
      await file.write(chunk, 0, chunk.length, end);
      end += chunk.length;
    }
    const headers = headersFor(end - start);
    const directory = Buffer.concat([parts.directory, headers.directory]);
    const whole = { directory, entryCount: parts.entryCount + 1 };
    await file.write(Buffer.concat([parts.entries, headers.local]), 0, start, 0);
    const tail = Buffer.concat([directory, endOfDirectory(whole, end)]);
    await file.write(tail, 0, tail.length, end);
  });
}

/** 1 MiB, two thirds of it random bytes, the rest words: what an app's files are like. */
function mixedBlock(): Buffer {
  const block = Buffer.alloc(1 << 20, 'large file ');
  for (let at = 0; at < block.length; at += 3072) {
    randomFillSync(block, at, Math.min(2048, block.length - at));
  }
  return block;
}

/** An archive of small entries with a large one behind them, whose bytes are made when asked for. */
function layOutLarge(small: readonly ZipEntry[], name: string, bytes: number) {
  const parts = layOutZip(small);
  let checksum = 0;
  for (const block of filler(bytes)) checksum = crc32(block, checksum);
  const headers = streamedHeaders(name, { size: bytes, checksum }, parts.entries.length);
  return {
    *entries(): Generator<Buffer> {
      yield parts.entries;
      yield headers.local;
      yield* filler(bytes);
    },
    entriesLength: parts.entries.length + headers.local.length + bytes,
    directory: Buffer.concat([parts.directory, headers.directory]),
    entryCount: parts.entryCount + 1,
  };
}

/** Numbered blocks of 1 MiB; each is valid until the next one is asked for. */
function* filler(bytes: number): Generator<Buffer> {
  const block = Buffer.alloc(1 << 20, 'large file ');
  for (let at = 0; at < bytes; at += block.length) {
    block.writeUInt32LE(at >>> 20, 0);
    yield block.subarray(0, Math.min(block.length, bytes - at));
  }
}

/** The same bytes in chunks of one size, the last one shorter. */
function* rechunk(parts: Iterable<Buffer>, size: number): Generator<Buffer> {
  const chunk = Buffer.alloc(size);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const copied = part.copy(chunk, filled, at);
      filled += copied;
      at += copied;
      if (filled < size) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}

async function withFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'w');
  try {
    await write(file);
  } finally {
    await file.close();
  }
}
