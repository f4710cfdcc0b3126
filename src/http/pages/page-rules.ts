import { type Locale, translate } from '../../texts/translate.js';
import { day } from '../format.js';
import type { LiveGuide } from './live-guide.js';

/** The margins of the printed guide: title, revision and date, whom to ask, page x of y (CSS Paged Media 3, 4.2). */
export function pageRules({ documents, revision }: LiveGuide, locale: Locale): string {
  const { title, parts } = documents[locale];
  const help = parts.find(({ id }) => id === 'help')?.blocks[0];
  const contact = help?.kind === 'facts' ? help.rows.slice(0, 2).map(([, value]) => value) : [];
  const footer = translate(locale, 'guide.footer.line', {
    title,
    number: revision.number,
    date: day(revision.createdAt, locale),
  });
  const asked = translate(locale, 'guide.footer.help', { contact: contact.join(' ') });
  const [before = '', between = '', after = ''] = translate(locale, 'guide.footer.page', {
    page: '\u0000',
    pages: '\u0000',
  }).split('\u0000');
  const pages = `${text(before)} counter(page) ${text(between)} counter(pages) ${text(after)}`;
  return `@page {
@top-left { content: ${text(asked)}; }
@bottom-left { content: ${text(footer)}; }
@bottom-right { content: ${pages}; }
}
`;
}

/** A CSS string (CSS Syntax 3, 4.3.5): whatever could end it or the style sheet is written by its number. */
function text(content: string): string {
  const safe = content.replace(/["\\<>&\p{C}]/gu, (letter) => {
    return `\\${(letter.codePointAt(0) ?? 0xfffd).toString(16)} `;
  });
  return `"${safe}"`;
}
