import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test from 'ava';
import { inspectFile } from '../../src/artifacts/pipeline.js';
import { writeHfsPlus } from '../helpers/artifacts/disk-image/hfs-plus.js';
import { withAppleMap, withGuidMap } from '../helpers/artifacts/disk-image/partition-maps.js';
import { buildDmg, type DmgOptions, volumeEntries } from '../helpers/artifacts/dmg.js';
import { haveTools, runTool, scratchFolder } from '../helpers/debian-tools.js';
import { refusalCode } from '../helpers/inspect-bytes.js';

const manyPieces: DmgOptions['layOut'] = (entry) => ({ ...entry, pieces: 20 });

const images: Record<string, DmgOptions> = {
  'HFS+': {},
  'HFS+ with case': { volume: { isCaseSensitive: true } },
  'HFS+ in pieces': { layOut: manyPieces },
  APFS: { apfs: {} },
  'APFS with case': { apfs: { isCaseSensitive: true } },
  'APFS in pieces': { apfs: {}, layOut: manyPieces },
  stored: { udif: { packing: 'stored' } },
  ADC: { udif: { packing: 'adc' } },
  signed: { signature: { isStapled: true } },
};

for (const [kind, options] of Object.entries(images)) {
  test.serial(`7-Zip finds on the disk images of the tests what we do: ${kind}`, async (t) => {
    if (!haveTools(t, '7zz')) return;
    const image = buildDmg({ hasNestedCode: true, ...options });
    const path = await (await scratchFolder(t))('campus.dmg', image);
    const whole = await runTool('7zz', 't', path);
    t.regex(whole.output, /Everything is Ok/, whole.output);
    t.notRegex(whole.output, /Headers Error|CRC error/i);
    const folder = join(dirname(path), 'unpacked');
    t.true((await runTool('7zz', 'x', `-o${folder}`, path)).ok);
    const root = options.apfs ? folder : join(folder, 'Campus');
    for (const { path: name, data, isLink } of volumeEntries({ hasNestedCode: true })) {
      if (isLink || data === undefined) continue;
      t.deepEqual(await readFile(join(root, name)), data, name);
    }
    t.is(await refusalCode(t, image), null);
  });
}

for (const [kind, partition] of Object.entries({ GPT: withGuidMap, APM: withAppleMap })) {
  test.serial(`7-Zip finds the volume behind our partition map: ${kind}`, async (t) => {
    if (!haveTools(t, '7zz')) return;
    const volume = writeHfsPlus({ entries: volumeEntries() });
    const path = await (await scratchFolder(t))('campus.img', partition(volume));
    const { output } = await runTool('7zz', 'l', `-t${kind}`, path);
    t.regex(output, new RegExp(`\\b${volume.length}\\b`), output);
  });
}

const packers: Record<string, { type: number; levels: readonly string[] }> = {
  bzip2: { type: 0x80000006, levels: ['-1', '-9'] },
  xz: { type: 0x80000008, levels: ['-1', '-9', '--lzma2=preset=6,lc=1,lp=2,pb=1'] },
};

for (const [tool, { type, levels }] of Object.entries(packers)) {
  test.serial(
    `images whose chunks ${tool} packed are read, and 7-Zip reads them alike`,
    async (t) => {
      if (!haveTools(t, tool, '7zz')) return;
      for (const level of levels) {
        const packing = (input: Buffer): [number, Buffer] => [
          type,
          execFileSync(tool, ['-c', level], { input, maxBuffer: 2 ** 24 }),
        ];
        const image = buildDmg({ hasNestedCode: true, udif: { packing, chunkSectors: 700 } });
        t.is(await refusalCode(t, image), null, level);
        const path = await (await scratchFolder(t))('campus.dmg', image);
        t.regex((await runTool('7zz', 't', path)).output, /Everything is Ok/);
      }
    },
  );
}

test.serial('a volume that xorriso wrote is read like a plain copy of a disk', async (t) => {
  if (!haveTools(t, 'xorriso')) return;
  const folder = dirname(await (await scratchFolder(t))('readme', 'x'));
  const tree = join(folder, 'tree');
  for (const { path, data = Buffer.alloc(0), isLink } of volumeEntries({ hasNestedCode: true })) {
    const target = join(tree, path);
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (isLink) await symlink(data.toString(), target);
    else if (!path.endsWith('/')) await writeFile(target, data);
  }
  const image = join(folder, 'campus.dmg');
  const made = await runTool('xorriso', '-as', 'mkisofs', '-hfsplus', '-o', image, tree);
  t.true(made.ok, made.output);
  t.is(await refusalCode(t, await readFile(image)), null);
});

test.serial('an empty APFS container that mkapfs wrote is read, and has no app', async (t) => {
  if (!haveTools(t, 'mkapfs')) return;
  const path = await (await scratchFolder(t))('campus.dmg', '');
  await truncate(path, smallestContainer);
  const made = await runTool('mkapfs', path);
  t.true(made.ok, made.output);
  const inspection = await inspectFile(path, { now: new Date(), anchors: [] });
  t.regex(inspection.accepted ? '' : inspection.refusal.detail, /no app at its top/);
});

/** Of which mkapfs makes one; most of it is never written. */
const smallestContainer = 540 * 1024 * 1024;
