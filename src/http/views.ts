import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { readBrand } from '../organisation/brand.js';
import { type Organisation, readOrganisation } from '../organisation/settings.js';
import type { KeyRing } from '../secrets/key-ring.js';
import { type Locale, type TextKey, translate } from '../texts/translate.js';
import { type BrandFrame, brandFrame } from './brand.js';
import type { ConsolePages } from './console/console-pages.js';
import type { Context } from './context.js';
import { formToken } from './form-token.js';
import * as format from './format.js';
import type { PersonPages } from './pages/page-data.js';

/** Every page by its template's name, with the data it is drawn from. */
export type Pages = PersonPages & ConsolePages;

/** What every template gets beside its own data. */
export interface PageFrame {
  locale: Locale;
  /** The text of the catalogue. */
  t(key: TextKey, parameters?: Record<string, string | number>): string;
  format: typeof format;
  /** The address of a style sheet, script or picture, which changes with its content. */
  asset(fileName: string): string;
  /** For the hidden field of a form. */
  csrf(): string;
  organisation: Organisation;
  /** Its colour and its logo. */
  brand: BrandFrame;
  /** This page's path, and the one that shows it in the other language. */
  path: string;
  otherLanguage: string;
  /** Who is signed in to the console; null on a person's page. */
  administrator: { name: string; role: string } | null;
}

export interface Views {
  /** Answers with a page. */
  show<Name extends keyof Pages>(ctx: Context, name: Name, data: Pages[Name]): Promise<void>;
  /** The same as a text. */
  render<Name extends keyof Pages>(ctx: Context, name: Name, data: Pages[Name]): Promise<string>;
  /** One asset by its file name, or undefined. */
  findAsset(fileName: string): Asset | undefined;
}

export interface Asset {
  body: Buffer;
  hash: string;
}

/** Templates are read once at start; those that do not compile stop the start. */
export function createViews(options: { templatesDir: string; formKeys: KeyRing }): Views {
  const eta = new Eta({ views: options.templatesDir, cache: true, debug: true, autoTrim: false });
  const assets = readAssets(join(options.templatesDir, 'assets'));
  const render: Views['render'] = async (ctx, name, data) => {
    const frame = await pageFrame(ctx, options.formKeys, assets);
    return eta.render(name, { ...frame, ...data });
  };
  return {
    async show(ctx, name, data) {
      ctx.body = await render(ctx, name, data);
      ctx.type = 'html';
    },
    render,
    findAsset: (fileName) => assets.get(fileName),
  };
}

async function pageFrame(
  ctx: Context,
  formKeys: KeyRing,
  assets: Map<string, Asset>,
): Promise<PageFrame> {
  const { locale, administrator } = ctx.state;
  let csrf: string | undefined;
  return {
    locale,
    t: (key, parameters) => translate(locale, key, parameters),
    format,
    asset: (fileName) => `/assets/${assets.get(fileName)?.hash ?? '0'}/${fileName}`,
    csrf() {
      csrf ??= formToken(ctx, formKeys);
      return csrf;
    },
    organisation: await readOrganisation(),
    brand: brandFrame(await readBrand()),
    path: ctx.path,
    otherLanguage: inOtherLanguage(ctx),
    administrator: administrator ? { name: administrator.name, role: administrator.role } : null,
  };
}

/** The same page with the same filters. */
function inOtherLanguage(ctx: Context): string {
  const query = new URLSearchParams(ctx.querystring);
  query.set('lang', ctx.state.locale === 'zh' ? 'en' : 'zh');
  return `${ctx.path}?${query}`;
}

function readAssets(folder: string): Map<string, Asset> {
  return new Map(
    readdirSync(folder).map((fileName) => {
      const body = readFileSync(join(folder, fileName));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
      return [fileName, { body, hash }];
    }),
  );
}
