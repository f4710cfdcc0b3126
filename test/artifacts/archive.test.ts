import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Archive, openArchive } from '../../src/artifacts/archive.js';
import { openFileBytes } from '../../src/artifacts/file-bytes.js';
import { isAppError } from '../../src/errors.js';
import { writeZip, type ZipEntry } from '../helpers/artifacts/zip.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const limit = 1_000_000;

async function open(t: ExecutionContext, bytes: Buffer): Promise<Archive> {
  const path = join(await temporaryFolder(t), 'archive');
  await writeFile(path, bytes);
  const file = openFileBytes(path);
  t.teardown(() => file.close());
  return openArchive(file);
}

async function readAll(t: ExecutionContext, bytes: Buffer): Promise<Buffer[]> {
  const archive = await open(t, bytes);
  if (archive.unsafe !== null) throw archive.unsafe;
  return Promise.all([...archive.entries.values()].map((entry) => archive.read(entry, limit)));
}

async function isRefused(
  t: ExecutionContext,
  work: Promise<unknown>,
  detail: RegExp,
): Promise<void> {
  const error = await t.throwsAsync(work);
  t.true(isAppError(error, 'unreadable_artifact'), error?.message);
  t.regex(error?.message ?? '', detail);
}

const data = Buffer.from('hello '.repeat(500));

test('stored, deflated and streamed entries are read whole', async (t) => {
  const entries: ZipEntry[] = [
    { name: 'stored', data, stored: true, alignment: 4 },
    { name: 'folder/deflated', data },
    { name: '应用', data, dataDescriptor: true },
    { name: 'empty', data: Buffer.alloc(0) },
  ];
  const archive = await open(t, writeZip(entries));
  t.deepEqual([...archive.entries.keys()], ['stored', 'folder/deflated', '应用', 'empty']);
  t.deepEqual(await readAll(t, writeZip(entries)), [data, data, data, Buffer.alloc(0)]);
});

test('an entry comes as a stream too', async (t) => {
  const archive = await open(t, writeZip([{ name: 'a', data }]));
  const [entry] = archive.entries.values();
  if (!entry) return t.fail();
  const chunks = await (await archive.stream(entry)).toArray();
  return t.deepEqual(Buffer.concat(chunks), data);
});

const unsafe: Record<string, { entry: ZipEntry; detail: RegExp }> = {
  'a name that leaves the archive': {
    entry: { name: 'a/../../b', data },
    detail: /leaves the archive/,
  },
  'an absolute name': { entry: { name: '/etc/passwd', data }, detail: /leaves the archive/ },
  'a backslash in a name': { entry: { name: 'a\\b', data }, detail: /leaves the archive/ },
  'a line break in a name': { entry: { name: 'a\nb', data }, detail: /forbidden name/ },
  'a zero byte in a name': { entry: { name: 'a\0b', data }, detail: /forbidden name/ },
  'an encrypted entry': {
    entry: { name: 'a', data, defects: { encrypted: true } },
    detail: /is encrypted/,
  },
  'a method Android takes for another': {
    entry: { name: 'a', data, defects: { method: 21 } },
    detail: /method 21/,
  },
  'two names for one entry': {
    entry: { name: 'a', data, defects: { localName: 'b' } },
    detail: /two different headers/,
  },
  'two methods for one entry': {
    entry: { name: 'a', data, defects: { localMethod: 0 } },
    detail: /two different headers/,
  },
  'a wrong checksum': {
    entry: { name: 'a', data, defects: { checksumMask: 1 } },
    detail: /"a" is damaged/,
  },
  'more bytes than the directory says': {
    entry: { name: 'a', data, defects: { uncompressedSize: 10 } },
    detail: /damaged/,
  },
  'fewer bytes than the directory says': {
    entry: { name: 'a', data, defects: { uncompressedSize: 90_000 } },
    detail: /damaged/,
  },
  'a size beyond the limit': {
    entry: { name: 'a', data, defects: { uncompressedSize: limit + 1 } },
    detail: /larger than/,
  },
  'packed bytes that are none': {
    entry: { name: 'a', data, defects: { packedData: randomBytes(500) } },
    detail: /damaged/,
  },
};

for (const [what, { entry, detail }] of Object.entries(unsafe)) {
  test(`${what} is refused`, (t) => isRefused(t, readAll(t, writeZip([entry])), detail));
}

test('what an unsafe archive holds can still be told', async (t) => {
  const archive = await open(
    t,
    writeZip([
      { name: '../up', data },
      { name: 'good', data },
    ]),
  );
  t.regex(archive.unsafe?.message ?? '', /leaves the archive/);
  const good = archive.entries.get('good');
  t.deepEqual(good && (await archive.read(good, limit)), data);
});

test('two entries of one name are refused', (t) =>
  isRefused(
    t,
    readAll(
      t,
      writeZip([
        { name: 'a', data },
        { name: 'a', data },
      ]),
    ),
    /twice/,
  ));

test('a truncated central directory is refused', async (t) => {
  const zip = writeZip([
    { name: 'a', data },
    { name: 'b', data },
  ]);
  const end = zip.length - 22;
  await isRefused(
    t,
    open(t, Buffer.concat([zip.subarray(0, end - 10), zip.subarray(end)])),
    /damaged/,
  );
  await isRefused(t, open(t, zip.subarray(0, end)), /damaged/);
});

test('bytes between directory and end, and after the end, are refused', async (t) => {
  const zip = writeZip([{ name: 'a', data }]);
  const end = zip.length - 22;
  await isRefused(
    t,
    open(t, Buffer.concat([zip.subarray(0, end), data, zip.subarray(end)])),
    /damaged/,
  );
  await isRefused(t, open(t, Buffer.concat([zip, data])), /damaged/);
});

test('a count of entries that lies is refused', async (t) => {
  for (const count of [0, 1, 3, 9]) {
    const zip = writeZip([
      { name: 'a', data },
      { name: 'b', data },
    ]);
    zip.writeUInt16LE(count, zip.length - 12);
    await isRefused(t, open(t, zip), /damaged|too early/);
  }
});

test('every truncation of a small archive is refused and none hangs', async (t) => {
  const zip = writeZip([{ name: 'a', data: Buffer.from('x') }]);
  for (let length = 0; length < zip.length; length += 1) {
    await isRefused(t, open(t, zip.subarray(0, length)), /./);
  }
});

const pieceSize = 256 * 1024;

test('entries around the size that is unpacked in one go are read whole, in any order', async (t) => {
  const entries = [0, 1, pieceSize - 1, pieceSize, pieceSize + 1].flatMap((size) =>
    [true, false].map((stored) => ({
      name: `${size} ${stored}`,
      data: randomBytes(size),
      stored,
    })),
  );
  const archive = await open(t, writeZip(entries));
  for (const { name, data: expected } of [...entries].reverse()) {
    const entry = archive.entries.get(name);
    if (entry === undefined) return t.fail();
    t.true((await archive.read(entry, limit)).equals(expected), name);
    const chunks = await (await archive.stream(entry)).toArray();
    t.true(Buffer.concat(chunks).equals(expected), name);
  }
  return t.pass();
});

test('ten thousand small entries cost few reads of the file', async (t) => {
  const path = join(await temporaryFolder(t), 'archive');
  const entries = Array.from({ length: 10_000 }, (_, index) => ({ name: `file ${index}`, data }));
  await writeFile(path, writeZip(entries));
  const file = openFileBytes(path);
  t.teardown(() => file.close());
  let reads = 0;
  const counted = {
    ...file,
    read: (position: number, length: number) => {
      reads += 1;
      return file.read(position, length);
    },
  };
  const archive = await openArchive(counted);
  for (const entry of archive.entries.values()) {
    let size = 0;
    for await (const piece of archive.pieces(entry)) size += piece.length;
    t.is(size, data.length);
  }
  t.true(reads < 50, `${reads} reads of ${file.size} bytes`);
});
