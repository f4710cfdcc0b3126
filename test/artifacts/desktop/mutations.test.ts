import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import { buildExe, signPe } from '../../helpers/artifacts/authenticode.js';
import { writeApfs } from '../../helpers/artifacts/disk-image/apfs.js';
import { apfsBlockSize, block } from '../../helpers/artifacts/disk-image/apfs-block.js';
import { writeHfsPlus } from '../../helpers/artifacts/disk-image/hfs-plus.js';
import { writeUdif } from '../../helpers/artifacts/disk-image/udif.js';
import { buildDmg, volumeEntries } from '../../helpers/artifacts/dmg.js';
import { buildMacApp } from '../../helpers/artifacts/mac-app.js';
import { buildMsi } from '../../helpers/artifacts/msi.js';
import { buildMsix } from '../../helpers/artifacts/msix.js';
import { writePe } from '../../helpers/artifacts/pe.js';
import { buildPkg } from '../../helpers/artifacts/pkg.js';
import { defaultAppleLikeChain } from '../../helpers/artifacts/signers.js';
import { mutate, seededRandom } from '../../helpers/mutate.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';

const count = 300;
const seed = 20_261_125;
/** Milliseconds; far more than any takes, and far less than one that does not end. */
const slowest = 10_000;

const builds: Record<string, () => Buffer> = {
  exe: () => buildExe({ manifest: '<assembly/>' }),
  msi: () => buildMsi({ hasMetadataHash: true }),
  msix: () => buildMsix(),
  pkg: () => buildPkg(),
  'zipped app': () => buildMacApp({ hasNestedCode: true }),
  'disk image': () => buildDmg({ signature: {} }),
};

for (const [kind, build] of Object.entries(builds)) {
  test(`${count} injured copies of a signed ${kind} end in a verdict, and none passes as another`, async (t) => {
    const path = join(await temporaryFolder(t), 'build');
    const options = { now: new Date(), anchors: [defaultAppleLikeChain().root.pem] };
    const original = build();
    await writeFile(path, original);
    const whole = (await inspectFile(path, options)).artifact;
    const random = seededRandom(seed);
    for (let index = 0; index < count; index += 1) {
      await writeFile(path, mutate(original, random));
      const start = performance.now();
      const { accepted, artifact } = await inspectFile(path, options);
      t.true(performance.now() - start < slowest, `${kind} ${index} took too long`);
      if (!accepted) continue;
      const { bundleIdentifier, versionCode } = whole;
      t.like(artifact, { bundleIdentifier, versionCode }, `${kind} ${index}`);
    }
  });
}

test('injured headers in front of a good signature end in a verdict', async (t) => {
  const path = join(await temporaryFolder(t), 'build');
  const random = seededRandom(seed);
  const unsigned = writePe();
  let read = 0;
  for (let index = 0; index < count; index += 1) {
    const injured = mutate(unsigned.subarray(1536), random);
    await writeFile(path, signPe(Buffer.concat([unsigned.subarray(0, 1536), injured])));
    const { artifact } = await inspectFile(path, { now: new Date(), anchors: [] });
    if (artifact.signerCertificate) read += 1;
  }
  t.true(read > count / 2);
});

const volumes: Record<string, () => Buffer> = {
  'HFS+': () => writeHfsPlus({ entries: volumeEntries() }),
  APFS: () => writeApfs({ entries: volumeEntries() }),
};

for (const [kind, write] of Object.entries(volumes)) {
  test(`injured ${kind} volumes on a whole disk image end in a verdict, and none passes as another`, async (t) => {
    const path = join(await temporaryFolder(t), 'build');
    const options = { now: new Date(), anchors: [defaultAppleLikeChain().root.pem] };
    const random = seededRandom(seed);
    const volume = write();
    const accepted: unknown[] = [];
    for (let index = 0; index < count; index += 1) {
      const injured = mutateVolume(volume, random);
      await writeFile(path, writeUdif(injured, { packing: 'stored' }));
      const start = performance.now();
      const inspection = await inspectFile(path, options);
      t.true(performance.now() - start < slowest, `${kind} ${index} took too long`);
      if (inspection.accepted) accepted.push(inspection.artifact.versionCode);
    }
    t.true(accepted.length > 0);
    t.true(accepted.every((versionCode) => versionCode === '123'));
  });
}

/** Of whole blocks still; where they bear checksums, these are right again. */
function mutateVolume(volume: Buffer, random: () => number): Buffer {
  const injured = mutate(volume, random);
  const whole = injured.subarray(0, injured.length - (injured.length % apfsBlockSize));
  if (volume.toString('latin1', 32, 36) !== 'NXSB') return whole;
  for (let at = 0; at < whole.length; at += apfsBlockSize) {
    const bytes = whole.subarray(at, at + apfsBlockSize);
    if (!volume.subarray(at, at + apfsBlockSize).equals(bytes)) block(bytes);
  }
  return whole;
}
