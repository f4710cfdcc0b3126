import { randomBytes } from 'node:crypto';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ExecutionContext, TestFn } from 'ava';
import { isAppError } from '../../src/errors.js';
import type { FileStore, StoredEntry } from '../../src/storage/file-store.js';
import { contentKey } from '../../src/storage/keys.js';
import { temporaryFolder } from './temporary-folder.js';

/** What every store must do: registers its tests under `name`. */
export function fileStoreContract(
  test: TestFn,
  name: string,
  makeStore: (t: ExecutionContext, folder: string) => Promise<FileStore>,
): void {
  const promise = (title: string, prove: (t: ExecutionContext, world: World) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => {
      const folder = await temporaryFolder(t);
      await prove(t, { folder, store: await makeStore(t, folder) });
    });
  promise('a file that was put is there under its key and gone from where it arrived', putOnce);
  promise('the same key put again keeps the file and takes the arrival away', putTwice);
  promise('twenty arrivals of one file at once leave one whole file', putAtOnce);
  promise('an open file gives the bytes of any position, fewer only at its end', randomAccess);
  promise('a stream gives exactly the range asked for', ranges);
  promise('what is not there is not_found', missing);
  promise('a removed file is gone, and removing it again is no error', removal);
  promise('a folder lists every file below it and no other', listing);
  promise('a small file is written whole, replaced, and read within a limit', small);
  promise('a key that we did not make is refused', foreignKeys);
}

interface World {
  store: FileStore;
  folder: string;
}

export async function arrive(folder: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return path;
}

export const keyOf = (letter: string) => contentKey('artifacts', letter.repeat(64), 'apk');

async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat(await stream.toArray());
}

async function everything(entries: AsyncIterable<StoredEntry>): Promise<StoredEntry[]> {
  const all: StoredEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

async function putOnce(t: ExecutionContext, { store, folder }: World) {
  const bytes = randomBytes(600_000);
  const path = await arrive(folder, bytes);
  await store.put(path, keyOf('a'));
  await t.throwsAsync(access(path), { code: 'ENOENT' });
  t.deepEqual(await bytesOf(await store.readStream(keyOf('a'))), bytes);
}

async function putTwice(t: ExecutionContext, { store, folder }: World) {
  const bytes = randomBytes(100);
  await store.put(await arrive(folder, bytes), keyOf('a'));
  const [before] = await everything(store.list('artifacts/'));
  const again = await arrive(folder, bytes);
  await store.put(again, keyOf('a'));
  await t.throwsAsync(access(again), { code: 'ENOENT' });
  t.deepEqual(await everything(store.list('artifacts/')), [before]);
}

async function putAtOnce(t: ExecutionContext, { store, folder }: World) {
  const bytes = randomBytes(50_000);
  const paths = await Promise.all(Array.from({ length: 20 }, () => arrive(folder, bytes)));
  await Promise.all(paths.map((path) => store.put(path, keyOf('b'))));
  t.deepEqual(await store.readSmall(keyOf('b'), 50_000), bytes);
  t.is((await everything(store.list('artifacts/'))).length, 1);
}

async function randomAccess(t: ExecutionContext, { store, folder }: World) {
  const bytes = randomBytes(1000);
  await store.put(await arrive(folder, bytes), keyOf('a'));
  const file = await store.open(keyOf('a'));
  t.is(file.size, 1000);
  t.true(Math.abs(Date.now() - file.modifiedAt.getTime()) < 60_000);
  const buffer = Buffer.alloc(64);
  t.is(await file.read(buffer, 500), 64);
  t.deepEqual(buffer, bytes.subarray(500, 564));
  t.is(await file.read(buffer, 990), 10);
  t.deepEqual(buffer.subarray(0, 10), bytes.subarray(990));
  t.is(await file.read(buffer, 1000), 0);
  await file.close();
}

async function ranges(t: ExecutionContext, { store, folder }: World) {
  const bytes = randomBytes(1000);
  await store.put(await arrive(folder, bytes), keyOf('a'));
  const read = async (range: object) => bytesOf(await store.readStream(keyOf('a'), range));
  t.deepEqual(await read({ start: 400 }), bytes.subarray(400));
  t.deepEqual(await read({ start: 0, end: 0 }), bytes.subarray(0, 1));
  t.deepEqual(await read({ start: 999, end: 999 }), bytes.subarray(999));
  t.deepEqual(await read({ start: 3, end: 701, highWaterMark: 7 }), bytes.subarray(3, 702));
}

async function missing(t: ExecutionContext, { store }: World) {
  for (const read of [
    store.open(keyOf('c')),
    store.readStream(keyOf('c')),
    store.readSmall(keyOf('c'), 10),
  ]) {
    t.true(isAppError(await t.throwsAsync(read), 'not_found'));
  }
}

async function removal(t: ExecutionContext, { store, folder }: World) {
  await store.put(await arrive(folder, randomBytes(10)), keyOf('a'));
  await store.remove(keyOf('a'));
  await store.remove(keyOf('a'));
  t.true(isAppError(await t.throwsAsync(store.open(keyOf('a'))), 'not_found'));
  await store.put(await arrive(folder, randomBytes(10)), keyOf('a'));
  t.is((await store.readSmall(keyOf('a'), 10)).length, 10);
}

async function listing(t: ExecutionContext, { store, folder }: World) {
  t.deepEqual(await everything(store.list('artifacts/')), []);
  const icon = contentKey('icons', 'd'.repeat(64), 'png');
  await store.put(await arrive(folder, randomBytes(10)), keyOf('a'));
  await store.put(await arrive(folder, randomBytes(20)), keyOf('b'));
  await store.writeSmall(icon, randomBytes(30));
  const found = await everything(store.list('artifacts/'));
  const sizes = Object.fromEntries(found.map(({ key, size }) => [key, size]));
  t.deepEqual(sizes, { [keyOf('a')]: 10, [keyOf('b')]: 20 });
  t.deepEqual(
    (await everything(store.list('icons/dd/'))).map(({ key }) => key),
    [icon],
  );
}

async function small(t: ExecutionContext, { store }: World) {
  const key = contentKey('icons', 'e'.repeat(64), 'png');
  await store.writeSmall(key, randomBytes(500));
  const bytes = randomBytes(300);
  await store.writeSmall(key, bytes);
  t.deepEqual(await store.readSmall(key, 300), bytes);
  await t.throwsAsync(store.readSmall(key, 299), { message: /larger than 299 bytes/ });
  await store.writeSmall(key, new Uint8Array());
  t.is((await store.readSmall(key, 0)).length, 0);
}

async function foreignKeys(t: ExecutionContext, { store, folder }: World) {
  const path = await arrive(folder, randomBytes(10));
  for (const key of ['artifacts/../x', '../x', '/etc/passwd', 'tls/ca.key', 'artifacts/A', '']) {
    await t.throwsAsync(store.put(path, key), { message: /not a key/ }, key);
    await t.throwsAsync(store.readStream(key), { message: /not a key/ }, key);
    await t.throwsAsync(store.remove(key), { message: /not a key/ }, key);
  }
  await access(path);
}
