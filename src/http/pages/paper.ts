import type { App } from '../../apps/model.js';
import { iconImage } from '../../delivery/icon-image.js';
import { readBrand, readLogo } from '../../organisation/brand.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Services } from '../services.js';
import type { InlineParts } from './page-data.js';

/** In pixels: 96 CSS pixels at three times their density, for paper. */
const iconSide = 288;
const png = 'image/png';

/** What a page on paper fetches in a browser, for a document that must bring it along. */
export async function inlineParts(
  services: Pick<Services, 'store' | 'views'>,
  app: App,
  rules: string,
): Promise<InlineParts> {
  const releases = await offeredReleases(app.id, productionChannel, null);
  const key = releases.find(({ build }) => build.iconKey !== null)?.build.iconKey ?? null;
  const { logo } = await readBrand();
  const sheet = services.views.findAsset('paper.css')?.body.toString('utf8') ?? '';
  return {
    stylesheet: dataUrl('text/css;charset=utf-8', Buffer.from(`${sheet}\n${rules}`)),
    icon: dataUrl(png, await iconImage(services.store, key, iconSide)),
    logo: logo && dataUrl(png, await readLogo(services.store, logo.sha256)),
  };
}

function dataUrl(type: string, bytes: Buffer): string {
  return `data:${type};base64,${bytes.toString('base64')}`;
}
