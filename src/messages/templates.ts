import { AppError } from '../errors.js';
import type { Message } from './gateway.js';

/** The ids of a vendor's approved templates, by purpose, or by purpose and language: `code`, `code.en`. */
export type Templates = ReadonlyMap<string, string>;

/** The template for a message. Throws `message_undeliverable` where none was named. */
export function templateFor(templates: Templates, { purpose, locale }: Message): string {
  const id = templates.get(`${purpose}.${locale}`) ?? templates.get(purpose);
  if (id !== undefined) return id;
  throw new AppError('message_undeliverable', `No template is named for "${purpose}".`);
}
