import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { chunkHashes } from '../../src/builds/chunk-hashes.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

async function hashesOf(t: ExecutionContext, bytes: Uint8Array, chunkBytes?: number) {
  const path = join(await temporaryFolder(t), 'build');
  await writeFile(path, bytes);
  return chunkHashes(path, chunkBytes);
}

function expected(bytes: Buffer, chunkBytes: number) {
  const of = (algorithm: string, part: Buffer) => createHash(algorithm).update(part).digest('hex');
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    chunks.push(bytes.subarray(at, at + chunkBytes));
  }
  return {
    size: bytes.length,
    chunkBytes: Math.min(chunkBytes, bytes.length),
    sha256: of('sha256', bytes),
    sha256s: chunks.map((chunk) => of('sha256', chunk)),
    md5s: chunks.map((chunk) => of('md5', chunk)),
  };
}

test('every chunk has its hashes, the last one may be shorter', async (t) => {
  const bytes = randomBytes(1_000_003);
  for (const chunkBytes of [1_000, 262_144, 300_000, 999_999]) {
    t.deepEqual(await hashesOf(t, bytes, chunkBytes), expected(bytes, chunkBytes));
  }
});

test('a file that ends with a chunk has no empty one after it', async (t) => {
  const bytes = randomBytes(600_000);
  const hashes = await hashesOf(t, bytes, 200_000);
  t.deepEqual(hashes, expected(bytes, 200_000));
  t.is(hashes.sha256s.length, 3);
});

test('a chunk is 10 MiB, and as long as the file where that is smaller', async (t) => {
  const big = randomBytes(10_485_761);
  t.deepEqual(await hashesOf(t, big), expected(big, 10_485_760));
  const exact = await hashesOf(t, big.subarray(0, 10_485_760));
  t.is(exact.chunkBytes, 10_485_760);
  t.is(exact.sha256s.length, 1);
  const small = await hashesOf(t, big.subarray(0, 1234));
  t.is(small.chunkBytes, 1234);
  t.deepEqual(small.sha256s, [small.sha256]);
});

test('an empty file has no chunk', async (t) => {
  const { sha256, ...rest } = await hashesOf(t, new Uint8Array());
  t.deepEqual(rest, { size: 0, chunkBytes: 0, sha256s: [], md5s: [] });
  t.is(sha256, createHash('sha256').digest('hex'));
});
