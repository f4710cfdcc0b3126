import { join } from 'node:path';
import test from 'ava';
import sharp from 'sharp';
import { inspectFile } from '../../../src/artifacts/pipeline.js';
import { assetCatalogue, type CataloguePicture } from '../../helpers/artifacts/asset-catalogue.js';
import { buildIpa, type IpaOptions } from '../../helpers/artifacts/ipa.js';
import { drawIcon } from '../../helpers/artifacts/png.js';
import { corpusFolder, hasCorpus, ipaTruths } from '../../helpers/corpus.js';
import { acceptedArtifact, inspectBytes } from '../../helpers/inspect-bytes.js';
import { mutate, seededRandom } from '../../helpers/mutate.js';

const size = 60;
const iconName = { CFBundleIcons: { CFBundlePrimaryIcon: { CFBundleIconName: 'AppIcon' } } };

function withCatalogue(...pictures: CataloguePicture[]): IpaOptions {
  return {
    icon: null,
    infoPlistKeys: iconName,
    resources: { 'Assets.car': assetCatalogue(pictures) },
  };
}

/** An opaque picture: premultiplied or not is the same. */
async function picture(side = size): Promise<{ rgb: Buffer; bgra: Buffer }> {
  const image = sharp(drawIcon({ size: side })).flatten({ background: '#ffffff' });
  const rgb = await image.raw().toBuffer();
  const bgra = Buffer.alloc(side * side * 4, 255);
  for (let at = 0; at < side * side; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      bgra[at * 4 + channel] = rgb[at * 3 + 2 - channel] ?? 0;
    }
  }
  return { rgb, bgra };
}

const forms: readonly Partial<CataloguePicture>[] = [
  { packing: 'none' },
  { packing: 'gzip', rowsOfPiece: 25 },
  { packing: 'lzvn' },
  { packing: 'lzvn', rowsOfPiece: 20, rowPadding: 16 },
  { packing: 'lzfse' },
  { packing: 'lzfse', rowsOfPiece: 30, rowPadding: 12 },
  { packing: 'runs' },
  { packing: 'palette' },
];

for (const form of forms) {
  test(`an icon in the catalogue is shown: ${JSON.stringify(form)}`, async (t) => {
    const { rgb, bgra } = await picture();
    const entry: CataloguePicture = { name: 'AppIcon', size, data: bgra, packing: 'none', ...form };
    const inspection = await inspectBytes(t, buildIpa(withCatalogue(entry)));
    if (!inspection.accepted || !inspection.icon) return t.fail();
    t.deepEqual(inspection.artifact.icon, { type: 'image/png', width: size, height: size });
    t.true(rgb.equals(await sharp(inspection.icon).removeAlpha().raw().toBuffer()));
  });
}

test('the largest picture of the name counts, and none of another name or for dark screens', async (t) => {
  const small = { name: 'AppIcon', size, data: (await picture()).bgra, packing: 'lzvn' } as const;
  const large = { ...small, size: 120, data: (await picture(120)).bgra };
  const pictures = [small, { ...large, name: 'Logo' }, { ...large, appearance: 1 }, small];
  t.is((await acceptedArtifact(t, buildIpa(withCatalogue(...pictures)))).icon?.width, 60);
  const all = withCatalogue(small, large, { ...large, name: 'Logo' });
  t.is((await acceptedArtifact(t, buildIpa(all))).icon?.width, 120);
});

test('the icon of a catalogue of 40 MiB is found', async (t) => {
  const icon = { name: 'AppIcon', size, data: (await picture()).bgra, packing: 'lzfse' } as const;
  const data = Buffer.alloc(40 * 1024 * 1024);
  const options = withCatalogue({ ...icon, name: 'Photo', data, packing: 'jpeg' }, icon);
  t.is((await acceptedArtifact(t, buildIpa(options))).icon?.width, size);
});

test('a JPEG in the catalogue is shown as it is', async (t) => {
  const data = await sharp(drawIcon({ size })).jpeg().toBuffer();
  const options = withCatalogue({ name: 'AppIcon', size, data, packing: 'jpeg' });
  t.is((await acceptedArtifact(t, buildIpa(options))).icon?.type, 'image/jpeg');
});

for (const colours of [1, 2, 3, 5, 17, 300]) {
  test(`a picture of ${colours} colours is told by their numbers`, async (t) => {
    const data = Buffer.alloc(size * size * 4, 255);
    for (let at = 0; at < size * size; at += 1) {
      data.writeUInt16LE(((at * 7) % colours) * 211, at * 4);
    }
    const options = withCatalogue({ name: 'AppIcon', size, data, packing: 'palette' });
    const inspection = await inspectBytes(t, buildIpa(options));
    if (!inspection.accepted || !inspection.icon) return t.fail();
    const shown = await sharp(inspection.icon).ensureAlpha().raw().toBuffer();
    for (let at = 0; at < data.length; at += 4) {
      const [blue, green, red, alpha] = data.subarray(at, at + 4);
      t.deepEqual([...shown.subarray(at, at + 4)], [red, green, blue, alpha]);
    }
  });
}

test('a JPEG with its alpha apart is shown where all of it is opaque', async (t) => {
  const data = await sharp(drawIcon({ size })).jpeg().toBuffer();
  const entry = { name: 'AppIcon', size, data, packing: 'jpeg and alpha' } as const;
  const { icon } = await acceptedArtifact(t, buildIpa(withCatalogue(entry)));
  t.deepEqual(icon, { type: 'image/jpeg', width: size, height: size });
  const faint = withCatalogue({ ...entry, alpha: 100 });
  t.is((await acceptedArtifact(t, buildIpa(faint))).icon, null);
});

test('damaged runs and colours give no icon, and end', async (t) => {
  const { bgra } = await picture();
  const random = seededRandom(7);
  for (const packing of ['runs', 'palette'] as const) {
    const car = assetCatalogue([{ name: 'AppIcon', size, data: bgra, packing }]);
    for (let index = 0; index < 60; index += 1) {
      const options = { ...withCatalogue(), resources: { 'Assets.car': mutate(car, random) } };
      await acceptedArtifact(t, buildIpa(options));
    }
  }
  t.pass();
});

test('a picture packed in an unknown way gives no icon, nor does damage', async (t) => {
  const { bgra } = await picture();
  const entry: CataloguePicture = { name: 'AppIcon', size, data: bgra, packing: 'unknown' };
  t.is((await acceptedArtifact(t, buildIpa(withCatalogue(entry)))).icon, null);
  const car = assetCatalogue([{ ...entry, packing: 'lzfse' }]);
  for (const catalogue of [
    Buffer.alloc(0),
    car.subarray(0, 5000),
    Buffer.alloc(4096, 'BOMStore'),
  ]) {
    const options = { ...withCatalogue(entry), resources: { 'Assets.car': catalogue } };
    t.is((await acceptedArtifact(t, buildIpa(options))).icon, null);
  }
});

test('a loose icon goes before the catalogue', async (t) => {
  const { bgra } = await picture(512);
  const car = assetCatalogue([{ name: 'AppIcon', size: 512, data: bgra, packing: 'none' }]);
  const artifact = await acceptedArtifact(t, buildIpa({ resources: { 'Assets.car': car } }));
  t.is(artifact.icon?.width, 180);
});

test('icons out of real catalogues are pictures and no noise', async (t) => {
  if (!hasCorpus(t)) return;
  for (const [file, { bundles = {}, assetsCar = [] }] of Object.entries(ipaTruths())) {
    const [{ profile } = {}] = Object.values(bundles);
    if (assetsCar.length === 0 || profile === undefined) continue;
    const now = new Date(Date.parse(profile.CreationDate) + 86_400_000);
    const inspection = await inspectFile(join(corpusFolder, file), { now, anchors: [] });
    if (!inspection.accepted || !inspection.icon) return t.fail(file);
    const { data, info } = await sharp(inspection.icon)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    t.true(roughness(data, info.width) < 12, file);
  }
});

/** How much neighbours in a row differ on average: about 85 in noise. */
function roughness(grey: Buffer, width: number): number {
  let sum = 0;
  for (let at = 1; at < grey.length; at += 1) {
    if (at % width !== 0) sum += Math.abs((grey[at] ?? 0) - (grey[at - 1] ?? 0));
  }
  return sum / grey.length;
}
