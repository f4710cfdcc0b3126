import { countRefusals, listRefusals } from '../../builds/refusals.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { pageOf, pagingOf } from './paging.js';
import { refusalRow } from './rows.js';
import { wordsFor } from './words.js';

/** Uploads that were turned away, and why. */
export function showRefusals(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const page = pageOf(ctx, 50);
    const [refusals, total] = await Promise.all([
      listRefusals(page.limit, page.offset),
      countRefusals(),
    ]);
    await services.views.show(ctx, 'console/refusals', {
      refusals: refusals.map((refused) => refusalRow(refused, words)),
      paging: pagingOf(ctx, page, total),
      inspectCommand: 'npx slipway inspect app.apk',
    });
  };
}
