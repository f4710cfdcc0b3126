import test from 'ava';
import { heldBytes } from '../../../../../src/artifacts/desktop/macos/disk-image/disk-bytes.js';
import { readHfsPlus } from '../../../../../src/artifacts/desktop/macos/disk-image/hfs-plus/read-hfs-plus.js';
import { nodeSize } from '../../../../helpers/artifacts/disk-image/b-tree.js';
import { privateFolder } from '../../../../helpers/artifacts/disk-image/hfs-catalogue.js';
import {
  type HfsPlusDefects,
  writeHfsPlus,
} from '../../../../helpers/artifacts/disk-image/hfs-plus.js';
import { buildDmg, type DmgOptions } from '../../../../helpers/artifacts/dmg.js';
import { inspectBytes, refusalCode } from '../../../../helpers/inspect-bytes.js';

test('case-sensitive volumes are read as others are', async (t) => {
  t.is(await refusalCode(t, buildDmg({ volume: { isCaseSensitive: true } })), null);
});

test('files in many pieces are read whole', async (t) => {
  for (const pieces of [2, 8, 9, 28]) {
    const layOut: DmgOptions['layOut'] = (entry) => ({ ...entry, pieces });
    t.is(await refusalCode(t, buildDmg({ hasNestedCode: true, layOut })), null, String(pieces));
  }
});

test('a catalogue of many nodes is read', (t) => {
  const entries = Array.from({ length: 3000 }, (_, index) => ({
    path: `folder ${index % 50}/file ${index}`,
    data: Buffer.from('x'),
  }));
  const files = readHfsPlus(heldBytes(writeHfsPlus({ entries })));
  t.is(files.length, 3000);
  t.deepEqual(files.map(({ path }) => path).sort(), entries.map(({ path }) => path).sort());
});

test('a file with several names has its content under each', async (t) => {
  const contents = new Map<string, Buffer>();
  const layOut: DmgOptions['layOut'] = (entry) => {
    if (entry.path !== 'Campus.app/Contents/MacOS/Campus') return entry;
    contents.set('iNode77', entry.data ?? Buffer.alloc(0));
    return { path: entry.path, hardLinkTo: 77, data: Buffer.alloc(0) };
  };
  const probe = buildDmg({ layOut });
  t.is(await refusalCode(t, probe), 'unreadable_artifact');
  const data = contents.get('iNode77') ?? Buffer.alloc(0);
  const beside = [{ path: `${privateFolder}/iNode77`, data }];
  t.is(await refusalCode(t, buildDmg({ layOut, beside })), null);
});

test('an app that the file system has packed is refused with what to do', async (t) => {
  const layOut: DmgOptions['layOut'] = (entry) => ({
    ...entry,
    isCompressed: entry.path.endsWith('.icns'),
  });
  const inspection = await inspectBytes(t, buildDmg({ layOut }));
  if (inspection.accepted) return t.fail();
  t.is(inspection.refusal.code, 'unsupported_artifact');
  return t.regex(inspection.refusal.detail, /uncompressed copy/);
});

/** The first leaf follows the header of the tree. */
const inFirstLeaf = (change: (leaf: Buffer) => void): HfsPlusDefects => ({
  afterwards: (volume, catalogueAt) => change(volume.subarray(catalogueAt + nodeSize)),
});
const inHeader = (change: (header: Buffer) => void): HfsPlusDefects => ({
  afterwards: (volume) => change(volume.subarray(1024)),
});

const damage: Record<string, HfsPlusDefects> = {
  'whose leaves lead in a circle': { leafLoop: true },
  'with a leaf that is none': inFirstLeaf((leaf) => leaf.writeUInt8(1, 8)),
  'with a leaf outside the tree': inFirstLeaf((leaf) => leaf.writeUInt32BE(0xfffffff, 0)),
  'with more records than a leaf holds': inFirstLeaf((leaf) => leaf.writeUInt16BE(0xffff, 10)),
  'with a record outside its leaf': inFirstLeaf((leaf) => leaf.writeUInt16BE(0xffff, nodeSize - 4)),
  'with a key longer than its record': inFirstLeaf((leaf) => leaf.writeUInt16BE(0x7fff, 14)),
  'with a name longer than its key': inFirstLeaf((leaf) => leaf.writeUInt16BE(0x7fff, 20)),
  'without a block size': inHeader((header) => header.writeUInt32BE(0, 40)),
  'with a catalogue outside the volume': inHeader((header) => header.writeUInt32BE(0xfffffff, 288)),
  'with a catalogue longer than its extents': inHeader((header) =>
    header.writeUInt32BE(0xfffffff, 276),
  ),
  'whose nodes have no size': {
    afterwards: (volume, catalogueAt) => volume.writeUInt16BE(0, catalogueAt + 32),
  },
};

for (const [what, defects] of Object.entries(damage)) {
  test(`a volume ${what} is refused`, async (t) => {
    t.is(await refusalCode(t, buildDmg({ volume: { defects } })), 'unreadable_artifact');
  });
}
