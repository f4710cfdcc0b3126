import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, isAppError } from '../../errors.js';
import { importRoster, type RosterChanges } from '../../identity/import-roster.js';
import { maskPhone } from '../../identity/phone.js';
import { parseRoster } from '../../identity/roster-csv.js';
import type { FieldChange } from '../../identity/roster-differences.js';
import { followRoster } from '../../registrations/follow-roster.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { statusOf } from '../errors.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import type { RosterPreview } from './roster-pages.js';
import { type Words, wordsFor } from './words.js';

const form = z.object({
  departures: z.literal('yes').optional(),
  /** Of the file whose changes were shown. */
  shown: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .optional(),
});

export function showRosterImport(services: Services): Handler {
  return (ctx) => show(services, ctx, { problem: '', preview: null, done: '' });
}

/**
 * Shows what a file would change; sent a second time, the same file is imported. Nothing of it is
 * kept in between: it may hold passwords.
 */
export function importRosterFile(services: Services): Handler {
  return async (ctx) => {
    const { departures, shown } = parse(form, ctx.request.body);
    try {
      const bytes = chosenFile(ctx);
      const sha256 = createHash('sha256')
        .update(bytes)
        .update(departures ?? '')
        .digest('hex');
      const { rows, warnings } = parseRoster(bytes);
      const dryRun = shown !== sha256;
      const changes = await importRoster(
        { ...services, follower: followRoster },
        { rows, departures: departures === 'yes', dryRun, actor: actorOf(ctx) },
      );
      const words = wordsFor(ctx, services.now());
      if (dryRun) {
        const preview = {
          ...previewOf(changes, words),
          sha256,
          warnings,
          departures: !!departures,
        };
        return await show(services, ctx, { problem: '', preview, done: '' });
      }
      services.onChange();
      await show(services, ctx, { problem: '', preview: null, done: sumOf(changes, words) });
    } catch (error) {
      if (!isAppError(error, 'invalid_request')) throw error;
      ctx.status = statusOf.invalid_request;
      await show(services, ctx, { problem: error.message, preview: null, done: '' });
    }
  };
}

function chosenFile({ state: { smallFile } }: Context): Buffer {
  if (smallFile?.bytes) return smallFile.bytes;
  throw new AppError('invalid_request', 'Choose a CSV file of at most 8 MB.');
}

/** A page shows what a person can read; the command shows all. */
const mostLines = 200;

function previewOf(changes: RosterChanges, words: Words) {
  const { added, departed, differences } = changes;
  return {
    sum: sumOf(changes, words),
    added: added.slice(0, mostLines),
    departed: departed.slice(0, mostLines),
    updated: differences.slice(0, mostLines).map(({ number, changes: fields }) => ({
      number,
      changes: fields.map((change) => changeText(change, words)),
    })),
    more: [added, departed, differences].some((list) => list.length > mostLines),
  };
}

function sumOf({ added, updated, unchanged, departed }: RosterChanges, words: Words): string {
  const counts = { added, updated, departed };
  const texts = Object.entries(counts).map(([name, list]) => [name, words.count(list.length)]);
  return words.t('console.import.sum', {
    ...Object.fromEntries(texts),
    unchanged: words.count(unchanged),
  });
}

function changeText({ field, from, to }: FieldChange, words: Words): string {
  const name = words.t(`console.import.field.${field}`);
  if (from === '' && to === '') return name;
  const shown = (value: string) => {
    if (value === '') return words.t('console.none');
    return field === 'phone' ? maskPhone(value) : value;
  };
  return `${name}: ${shown(from)} → ${shown(to)}`;
}

async function show(
  services: Services,
  ctx: Context,
  page: { problem: string; preview: RosterPreview | null; done: string },
): Promise<void> {
  await services.views.show(ctx, 'console/roster-import', page);
}
