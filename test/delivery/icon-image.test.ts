import test from 'ava';
import sharp from 'sharp';
import { iconImage } from '../../src/delivery/icon-image.js';
import { publishSample } from '../helpers/releases.js';
import { startServer } from '../helpers/server.js';

const store = (bytes: Buffer) => ({ readSmall: async () => bytes });

async function isOpaquePng(image: Buffer, side: number): Promise<boolean> {
  const { format, width, height, hasAlpha } = await sharp(image).metadata();
  return format === 'png' && width === side && height === side && !hasAlpha;
}

for (const side of [57, 192, 512]) {
  test(`an icon is a PNG of exactly ${side} pixels, transparent parts white`, async (t) => {
    const background = { r: 255, g: 0, b: 0, alpha: 0 };
    const source = await sharp({ create: { width: 100, height: 60, channels: 4, background } })
      .webp()
      .toBuffer();
    const image = await iconImage(store(source), 'icons/aa/bb.webp', side);
    t.true(await isOpaquePng(image, side));
    const { dominant } = await sharp(image).stats();
    t.true(dominant.r > 240 && dominant.g > 240 && dominant.b > 240);
  });
}

test('where there is no icon, or one that cannot be drawn, a sign stands in', async (t) => {
  const none = await iconImage(store(Buffer.alloc(0)), null, 57);
  t.true(await isOpaquePng(none, 57));
  for (const broken of [Buffer.alloc(0), Buffer.from('no image at all')]) {
    t.deepEqual(await iconImage(store(broken), 'icons/aa/bb.png', 57), none);
  }
});

test('an image that unpacks to more pixels than an icon has is not drawn', async (t) => {
  const create = { width: 5000, height: 5000, channels: 3, background: '#000' } as const;
  const bomb = await sharp({ create }).png().toBuffer();
  const none = await iconImage(store(bomb), null, 57);
  t.deepEqual(await iconImage(store(bomb), 'icons/aa/bb.png', 57), none);
});

test.serial('the stored icons of real builds are drawn', async (t) => {
  const server = await startServer(t);
  for (const platform of ['ios', 'android'] as const) {
    const { build } = await publishSample(server, { platform });
    t.true(await isOpaquePng(await iconImage(server.services.store, build.iconKey, 512), 512));
    const standIn = await iconImage(server.services.store, null, 512);
    t.notDeepEqual(await iconImage(server.services.store, build.iconKey, 512), standIn);
  }
});
