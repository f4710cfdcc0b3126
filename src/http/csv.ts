import { Readable } from 'node:stream';
import type { Context } from './context.js';

const pageSize = 500;

/**
 * Answers with a CSV file (RFC 4180, UTF-8 with a byte order mark, which Excel needs), read and
 * written page by page.
 */
export function sendCsv(
  ctx: Context,
  fileName: string,
  header: readonly string[],
  readPage: (page: { offset: number; limit: number }) => Promise<string[][]>,
): void {
  ctx.type = 'text/csv; charset=utf-8';
  ctx.set('Content-Disposition', `attachment; filename="${fileName}"`);
  ctx.body = Readable.from(lines(header, readPage));
}

async function* lines(
  header: readonly string[],
  readPage: (page: { offset: number; limit: number }) => Promise<string[][]>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(header)}`;
  for (let offset = 0; ; offset += pageSize) {
    const rows = await readPage({ offset, limit: pageSize });
    if (rows.length > 0) yield rows.map(csvLine).join('');
    if (rows.length < pageSize) return;
  }
}

/** One line. A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV Injection). */
export function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const safe = /^\s*[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${quoted.join(',')}\r\n`;
}
