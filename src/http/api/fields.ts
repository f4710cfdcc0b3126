import { z } from 'zod';
import { slugPattern } from '../../apps/apps.js';
import { locales } from '../../texts/translate.js';
import { idSchema } from '../parse.js';

/** The fields that several bodies and queries have. */
export const slugField = z
  .string()
  .max(60)
  .regex(slugPattern, 'must have lower-case letters, digits and single dashes only');

export const channelField = z
  .string()
  .max(60)
  .regex(slugPattern, 'must have lower-case letters, digits and single dashes only')
  .default('production');

export const notesField = z.string().max(10_000).default('');

/** To how many people of a hundred. */
export const percentField = z.int().min(1).max(100);

/** A text in one language or several. */
export const localTextsField = z.partialRecord(z.enum(locales), z.string().trim().max(10_000));

/** A person's number, or the name of a group or a department. */
export const grantValueField = z.string().trim().min(1).max(100);

/** How a build is published, beside where. */
export const publicationFields = {
  translatedNotes: localTextsField.optional(),
  rolloutPercent: percentField.optional(),
  mandatory: z.boolean().optional(),
};

/** An id in a JSON body: a number, or the same as text. */
export const idField = z.union([z.int().positive().max(2_147_483_647), idSchema]);

/** The part of a list that is asked for. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
};
