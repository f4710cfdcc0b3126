import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import type { FileStore } from '../storage/file-store.js';
import { contentKey } from '../storage/keys.js';
import { drawLogo } from './logo-image.js';
import { Setting } from './model.js';

const brandSchema = z.object({
  /** `#rrggbb`, lower case; empty for Slipway's own. */
  colour: z.union([z.literal(''), z.string().regex(/^#[0-9a-f]{6}$/)]),
  /** A PNG in the store; width and height in its own pixels. */
  logo: z.object({ sha256: z.string(), width: z.number(), height: z.number() }).nullable(),
});

/** How the organisation's pages look: its colour and its logo. */
export type Brand = z.output<typeof brandSchema>;

const settingName = 'brand';
const largestLogoBytes = 2 * 1024 * 1024;
export const plainBrand: Brand = { colour: '', logo: null };

export async function readBrand(): Promise<Brand> {
  const setting = await Setting.findByPk(settingName);
  const saved = brandSchema.safeParse(setting?.value);
  return saved.success ? saved.data : plainBrand;
}

export interface BrandChange {
  colour: string;
  /** The picture file as uploaded; `keep` and `remove` speak of the one that is there. */
  logo: Buffer | 'keep' | 'remove';
  actor: string;
}

/** Throws `invalid_request` where the logo is no picture. */
export async function saveBrand(
  deps: { transaction: RunTransaction; store: Pick<FileStore, 'writeSmall'> },
  { colour, logo, actor }: BrandChange,
): Promise<void> {
  const stored = typeof logo === 'string' ? null : await storeLogo(deps.store, logo);
  const before = await readBrand();
  const value = { colour, logo: logo === 'keep' ? before.logo : stored };
  await deps.transaction(async (transaction) => {
    await Setting.upsert({ name: settingName, value }, { transaction });
    await recordAudit(
      { actor, action: 'organisation.brand', subject: 'organisation' },
      transaction,
    );
  });
}

/** The logo with this content. Throws `not_found`. */
export function readLogo(store: Pick<FileStore, 'readSmall'>, sha256: string): Promise<Buffer> {
  return store.readSmall(contentKey('logos', sha256, 'png'), largestLogoBytes);
}

async function storeLogo(
  store: Pick<FileStore, 'writeSmall'>,
  source: Buffer,
): Promise<NonNullable<Brand['logo']>> {
  const { bytes, width, height } = await drawLogo(source);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await store.writeSmall(contentKey('logos', sha256, 'png'), bytes);
  return { sha256, width, height };
}
