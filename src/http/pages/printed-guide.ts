import type { App } from '../../apps/model.js';
import { isAppError } from '../../errors.js';
import { editionNamePattern } from '../../guides/editions.js';
import { changedSince } from '../../guides/revisions.js';
import type { Locale } from '../../texts/translate.js';
import { translate } from '../../texts/translate.js';
import type { Context } from '../context.js';
import type { Services } from '../services.js';
import { type LiveGuide, liveGuide } from './live-guide.js';
import type { PrintedGuide } from './page-data.js';

/** What the QR code on paper says beside the app's address: `?g=4`, `?g=retired-4`. */
export function printedMark(edition: string, revision: number): string {
  return `?g=${edition === '' ? '' : `${edition}-`}${revision}`;
}

/** The mark the visitor came with, to carry along; empty where there is none. */
export function keptMark(ctx: Context): string {
  const mark = readMark(ctx);
  return mark === null ? '' : printedMark(mark.edition, mark.number);
}

/** What has changed since the guide was printed from which the visitor came; null where nothing has. */
export async function printedGuide(
  ctx: Context,
  services: Pick<Services, 'codes' | 'config' | 'now'>,
  app: App,
): Promise<PrintedGuide | null> {
  const mark = readMark(ctx);
  if (mark === null) return null;
  const guide = await findGuide(services, app, mark.edition);
  if (guide === null || mark.number >= guide.revision.number) return null;
  const changed = await changedSince(app, mark.edition, mark.number, guide.revision);
  if (changed === null) return null;
  return {
    number: mark.number,
    current: guide.revision.number,
    headings: headingsOf(guide, changed, ctx.state.locale),
    href: guidePath(app.slug, mark.edition),
  };
}

export function guidePath(slug: string, edition: string): string {
  return `/a/${slug}/guide${edition === '' ? '' : `?edition=${edition}`}`;
}

/** The parts' numbers and headings; the chapter that only holds the steps is not told apart. */
export function headingsOf(guide: LiveGuide, ids: readonly string[], locale: Locale): string[] {
  const { parts } = guide.documents[locale];
  const cover = ids.includes('cover') ? [translate(locale, 'guide.cover')] : [];
  const changed = parts.filter(({ id }) => ids.includes(id));
  return [...cover, ...changed.map(({ number, heading }) => `${number}  ${heading}`)];
}

function readMark(ctx: Context): { edition: string; number: number } | null {
  const { g } = ctx.query;
  const found = /^(?:(.+)-)?(\d{1,6})$/.exec(typeof g === 'string' ? g : '');
  const [, edition = '', number] = found ?? [];
  if (found === null || (edition !== '' && !editionNamePattern.test(edition))) return null;
  return { edition, number: Number(number) };
}

async function findGuide(
  services: Pick<Services, 'codes' | 'config' | 'now'>,
  app: App,
  edition: string,
): Promise<LiveGuide | null> {
  try {
    return await liveGuide(services, app, edition);
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
}
