import { z } from 'zod';
import type { App } from '../apps/model.js';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { GuideEdition } from './model.js';

const bilingual = (most: number) =>
  z.strictObject({ zh: z.string().trim().max(most), en: z.string().trim().max(most) });

/** An edition's own words, in both languages. What is empty is filled with the guide's own. */
export const editionTextsSchema = z.strictObject({
  title: bilingual(80),
  /** For whom it is written, such as 离退休人员. */
  audience: bilingual(80),
  /** The office that publishes it. */
  publisher: bilingual(120),
  overview: bilingual(2000),
  account: bilingual(2000),
});

export type EditionTexts = z.output<typeof editionTextsSchema>;

export interface Edition {
  /** Empty for the one that every app has. */
  name: string;
  texts: EditionTexts;
}

const blank = { zh: '', en: '' };
export const blankTexts: EditionTexts = {
  title: blank,
  audience: blank,
  publisher: blank,
  overview: blank,
  account: blank,
};
export const editionNamePattern = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

/** An app's editions; the first is the one that every app has. */
export async function listEditions(app: App): Promise<Edition[]> {
  const saved = await GuideEdition.findAll({ where: { appId: app.id }, order: [['id', 'ASC']] });
  const editions = saved.map(({ name, texts }) => ({ name, texts: { ...blankTexts, ...texts } }));
  const first = editions.find(({ name }) => name === '') ?? { name: '', texts: blankTexts };
  return [first, ...editions.filter(({ name }) => name !== '')];
}

/** Throws `not_found`. */
export async function findEdition(app: App, name: string): Promise<Edition> {
  const edition = (await listEditions(app)).find((each) => each.name === name);
  if (edition !== undefined) return edition;
  throw new AppError('not_found', `The guide of ${app.name} has no edition "${name}".`);
}

/** Adds an edition, or gives one that is there new words. */
export async function saveEdition(
  deps: { transaction: RunTransaction },
  input: { app: App; edition: Edition; actor: string },
): Promise<void> {
  const { app, edition, actor } = input;
  const where = { appId: app.id, name: edition.name };
  await deps.transaction(async (transaction) => {
    const existing = await GuideEdition.findOne({ where, transaction });
    if (existing === null) {
      await GuideEdition.create({ ...where, texts: edition.texts }, { transaction });
    } else await existing.update({ texts: edition.texts }, { transaction });
    const event = { actor, action: 'guide.edit', subject: `app:${app.slug}` };
    await recordAudit({ ...event, details: { edition: edition.name } }, transaction);
  });
}

/** Takes an edition away; the numbers of its revisions stay taken. Throws `not_found`. */
export async function removeEdition(
  deps: { transaction: RunTransaction },
  input: { app: App; name: string; actor: string },
): Promise<void> {
  const { app, name, actor } = input;
  await deps.transaction(async (transaction) => {
    const removed = await GuideEdition.destroy({ where: { appId: app.id, name }, transaction });
    if (name === '' || removed === 0)
      throw new AppError('not_found', `There is no edition "${name}".`);
    const event = { actor, action: 'guide.remove', subject: `app:${app.slug}` };
    await recordAudit({ ...event, details: { edition: name } }, transaction);
  });
}
