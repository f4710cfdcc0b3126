import test from 'ava';
import { readApfs } from '../../../../../src/artifacts/desktop/macos/disk-image/apfs/read-apfs.js';
import { heldBytes } from '../../../../../src/artifacts/desktop/macos/disk-image/disk-bytes.js';
import { volumeFiles } from '../../../../../src/artifacts/desktop/macos/disk-image/volume-files.js';
import { type ApfsDefects, writeApfs } from '../../../../helpers/artifacts/disk-image/apfs.js';
import { withGuidMap } from '../../../../helpers/artifacts/disk-image/partition-maps.js';
import { buildDmg, type DmgOptions } from '../../../../helpers/artifacts/dmg.js';
import { acceptedArtifact, inspectBytes, refusalCode } from '../../../../helpers/inspect-bytes.js';

test('an app on an APFS volume gives the facts it gives on an HFS+ volume', async (t) => {
  const onApfs = await acceptedArtifact(t, buildDmg({ hasNestedCode: true, apfs: {} }));
  const { sizeByPart, ...facts } = await acceptedArtifact(t, buildDmg({ hasNestedCode: true }));
  t.like(onApfs, facts);
  t.deepEqual(Object.keys(onApfs.sizeByPart ?? {}).sort(), Object.keys(sizeByPart ?? {}).sort());
});

const forms: Record<string, DmgOptions> = {
  'that tells capital letters from small ones': { apfs: { isCaseSensitive: true } },
  'behind a partition map': { apfs: {}, partition: withGuidMap },
  'whose object maps keep older states': { apfs: { hasHistory: true } },
  'whose last checkpoint is torn': { apfs: { defects: { tornCheckpoint: true } } },
  'with files in pieces': {
    apfs: {},
    layOut: (entry) => ({ ...entry, pieces: 9, isSparse: true }),
  },
};

for (const [what, options] of Object.entries(forms)) {
  test(`a volume ${what} is read`, async (t) => {
    t.is(await refusalCode(t, buildDmg({ hasNestedCode: true, ...options })), null);
  });
}

test('trees of many nodes are read, and what was never written is zeros', async (t) => {
  const data = Buffer.concat([Buffer.alloc(8192, 'a'), Buffer.alloc(8192), Buffer.alloc(100, 'b')]);
  const many = Array.from({ length: 3000 }, (_, index) => ({
    path: `folder ${index % 50}/file ${index}`,
    data: Buffer.from(`${index}`),
  }));
  const disk = heldBytes(
    writeApfs({ entries: [...many, { path: 'sparse', data, pieces: 5, isSparse: true }] }),
  );
  const files = volumeFiles(disk, readApfs(disk));
  t.is(files.entries.size, 3001);
  for (const { path, data: expected } of [many[0], many[2999], { path: 'sparse', data }].flatMap(
    (entry) => entry ?? [],
  )) {
    const file = files.entries.get(path);
    t.deepEqual(file && (await files.read(file, 1e6)), expected);
  }
});

const bigNumber = (at: number, value: bigint) => (bytes: Buffer) => {
  bytes.writeBigUInt64LE(value, at);
};
const half = (at: number, value: number) => (bytes: Buffer) => {
  bytes.writeUInt16LE(value, at);
};
/** The first record of a leaf: its place in the table. */
const tableAt = 56;

const damage: Record<string, ApfsDefects> = {
  'of impossible blocks': { container: (header) => header.writeUInt32LE(5, 36) },
  'larger than its disk': { container: bigNumber(40, 2n ** 50n) },
  'with checkpoints outside the disk': { container: bigNumber(112, 2n ** 60n) },
  'with countless checkpoints': { container: (header) => header.writeUInt32LE(0xffffffff, 104) },
  'without an object map': { container: bigNumber(160, 2n ** 60n) },
  'whose volume is missing': { container: bigNumber(184, 999n) },
  'without a volume': { container: bigNumber(184, 0n) },
  'whose tree is missing': { volume: bigNumber(136, 999n) },
  'whose nodes say they are other nodes': { node: half(34, 3) },
  'with more records than a node holds': { node: (node) => node.writeUInt32LE(0xffffffff, 36) },
  'with a key outside its node': { node: half(tableAt, 0xffff) },
  'with a value outside its node': { node: half(tableAt + 4, 0xffff) },
  'with a value longer than its node': { node: half(tableAt + 6, 0xffff) },
};

for (const [what, defects] of Object.entries(damage)) {
  test(`a container ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildDmg({ apfs: { defects } })), 'unreadable_artifact');
  });
}

test('a tree that leads back to its root is refused', async (t) => {
  const node = (bytes: Buffer): void => {
    // An index of one level whose only child is the node itself, by the number it has.
    if ((bytes.readUInt16LE(32) & 1) === 0) return;
    bytes.writeUInt16LE(1, 32);
    bytes.writeUInt16LE(1, 34);
    const valueAt = bytes.length - 40 - bytes.readUInt16LE(tableAt + 4);
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(8), valueAt);
  };
  t.is(await refusalCode(t, buildDmg({ apfs: { defects: { node } } })), 'unreadable_artifact');
});

test('an encrypted volume is refused with what to make instead', async (t) => {
  const inspection = await inspectBytes(
    t,
    buildDmg({ apfs: { defects: { volume: bigNumber(264, 0n) } } }),
  );
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'unsupported_artifact');
  return t.regex(inspection.refusal.detail, /encrypted.*ZIP/);
});

test('a changed block of a volume is refused', async (t) => {
  const partition = (volume: Buffer): Buffer => {
    const at = volume.lastIndexOf('APSB');
    volume.writeUInt8(1, at + 1000);
    return volume;
  };
  t.is(await refusalCode(t, buildDmg({ apfs: {}, partition })), 'unreadable_artifact');
});
