import test from 'ava';
import { writeHfsPlus } from '../../../../helpers/artifacts/disk-image/hfs-plus.js';
import {
  withAppleMap,
  withGuidMap,
} from '../../../../helpers/artifacts/disk-image/partition-maps.js';
import {
  type ChunkPacking,
  type UdifDefects,
  writeUdif,
} from '../../../../helpers/artifacts/disk-image/udif.js';
import { buildDmg, volumeEntries } from '../../../../helpers/artifacts/dmg.js';
import { inspectBytes, refusalCode } from '../../../../helpers/inspect-bytes.js';

for (const packing of ['stored', 'zlib', 'adc', 'lzfse'] satisfies ChunkPacking[]) {
  test(`an image whose chunks are packed as ${packing} is read`, async (t) => {
    for (const chunkSectors of [8, 100, 4096]) {
      t.is(await refusalCode(t, buildDmg({ udif: { packing, chunkSectors } })), null);
    }
  });
}

test('the volume is found behind either partition map, and without one', async (t) => {
  for (const partition of [withAppleMap, withGuidMap]) {
    t.is(await refusalCode(t, buildDmg({ partition })), null);
  }
});

test('each partition may have a table of its own, with a map or without', async (t) => {
  const udif = { chunkSectors: 64, tableStarts: [64, 256] };
  t.is(await refusalCode(t, buildDmg({ partition: withAppleMap, udif })), null);
  t.is(await refusalCode(t, buildDmg({ udif })), null);
  const behindNothing = (volume: Buffer) => Buffer.concat([Buffer.alloc(64 * 512), volume]);
  t.is(await refusalCode(t, buildDmg({ partition: behindNothing, udif })), null);
});

test('a plain copy of a disk is read as an image', async (t) => {
  const volume = writeHfsPlus({ entries: volumeEntries() });
  t.is(await refusalCode(t, volume), null);
  t.is(await refusalCode(t, withGuidMap(volume)), null);
  t.is(await refusalCode(t, withAppleMap(volume)), null);
});

test('an image that keeps no checksum is read', async (t) => {
  const trailer = (bytes: Buffer) => bytes.fill(0, 80, 216);
  t.is(await refusalCode(t, buildDmg({ udif: { defects: { trailer } } })), null);
});

test('a disk without a volume of macOS is refused with what to make instead', async (t) => {
  const inspection = await inspectBytes(t, writeUdif(Buffer.alloc(100 * 512, 'x')));
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'unsupported_artifact');
  return t.regex(inspection.refusal.detail, /no volume.*hdiutil create -fs HFS\+/);
});

const huge = 2n ** 62n;
const record = (at: number, value: bigint, only = 0): UdifDefects => ({
  record: (bytes, index) => {
    if (index === only) bytes.writeBigUInt64BE(value, at);
  },
});
const trailer = (at: number, value: bigint): UdifDefects => ({
  trailer: (bytes) => bytes.writeBigUInt64BE(value, at),
});

const damage: Record<string, UdifDefects> = {
  'whose checksum differs': { checksumMask: 1 },
  'with a chunk outside its data': record(24, huge / 2n),
  'with a chunk longer than its data': record(32, huge / 2n),
  'with a chunk that begins beyond the disk': record(8, huge),
  'with a chunk of more sectors than the disk has': record(16, 2n ** 40n),
  'with overlapping chunks': record(8, 0n, 1),
  'with a chunk of an unknown kind': {
    record: (bytes, index) =>
      bytes.writeUInt32BE(index === 0 ? 0x80000099 : bytes.readUInt32BE(0), 0),
  },
  'with tables outside the file': trailer(216, huge),
  'with data outside the file': trailer(32, huge),
  'with a signature outside the file': trailer(304, 2n ** 30n),
  'of more sectors than any disk': trailer(492, 2n ** 50n),
  'of a version to come': { trailer: (bytes) => bytes.writeUInt32BE(5, 4) },
  'without tables': { tables: '<plist><dict/></plist>' },
  'with a table of another kind': {
    tables:
      '<plist><dict><key>resource-fork</key><dict><key>blkx</key><array><dict><key>Data</key><data>AAAA</data></dict></array></dict></dict></plist>',
  },
  'with tables that define entities': { tables: '<!DOCTYPE plist [<!ENTITY a "b">]><plist/>' },
};

for (const [what, defects] of Object.entries(damage)) {
  test(`an image ${what} is refused`, async (t) => {
    const code = await refusalCode(t, buildDmg({ udif: { chunkSectors: 64, defects } }));
    t.true(code === 'unreadable_artifact' || code === 'unsupported_artifact', String(code));
  });
}

test('a part of a split image is refused', async (t) => {
  const image = buildDmg({ udif: { defects: { trailer: (bytes) => bytes.writeUInt32BE(3, 60) } } });
  t.is(await refusalCode(t, image), 'unsupported_artifact');
});
