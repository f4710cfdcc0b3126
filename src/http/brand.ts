import { AppError } from '../errors.js';
import { type Brand, readLogo } from '../organisation/brand.js';
import { brandShades, type Shade } from '../organisation/brand-colour.js';
import type { Handler } from './context.js';
import type { Services } from './services.js';

/** The organisation's look, as a layout uses it. */
export interface BrandFrame {
  /** The address of the style sheet with its colour; null for Slipway's own. */
  stylesheet: string | null;
  /** In CSS pixels. */
  logo: { href: string; width: number; height: number } | null;
}

/** CSS pixels of the logo's height at most; it is stored three times as large. */
const logoHeight = 44;

export function brandFrame({ colour, logo }: Brand): BrandFrame {
  const scale = logo === null ? 1 : Math.min(1 / 3, logoHeight / logo.height);
  return {
    stylesheet: colour === '' ? null : `/brand/colours/${colour.slice(1)}.css`,
    logo: logo && {
      href: `/brand/logos/${logo.sha256}.png`,
      width: Math.round(logo.width * scale),
      height: Math.round(logo.height * scale),
    },
  };
}

/** The style sheet of a colour. All that it says is in its address, so it may be kept for ever. */
export function brandStylesheet(): Handler {
  return (ctx) => {
    const colour = /^([0-9a-f]{6})\.css$/.exec(ctx.params.fileName ?? '')?.[1];
    if (colour === undefined) throw new AppError('not_found', 'There is no such style sheet.');
    const { light, dark } = brandShades(`#${colour}`);
    keepForEver(ctx);
    ctx.type = 'css';
    ctx.body = `:root{${properties(light)}}\n@media (prefers-color-scheme:dark){:root{${properties(dark)}}}\n`;
  };
}

/** A logo that the organisation has or had. */
export function brandLogo(services: Pick<Services, 'store'>): Handler {
  return async (ctx) => {
    const sha256 = /^([0-9a-f]{64})\.png$/.exec(ctx.params.fileName ?? '')?.[1];
    if (sha256 === undefined) throw new AppError('not_found', 'There is no such logo.');
    const bytes = await readLogo(services.store, sha256);
    keepForEver(ctx);
    ctx.type = 'png';
    ctx.body = bytes;
  };
}

function properties({ brand, onBrand }: Shade): string {
  return `--brand:${brand};--on-brand:${onBrand}`;
}

function keepForEver(ctx: { set(name: string, value: string): void }): void {
  ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
}
