import { type AuditFilter, countAudit, listAudit, listAuditActions } from '../../audit/queries.js';
import { findBrokenAuditEntry } from '../../audit/record.js';
import { isTextKey } from '../../texts/translate.js';
import type { Context, Handler } from '../context.js';
import { sendCsv } from '../csv.js';
import type { Services } from '../services.js';
import type { AuditPage } from './page-data.js';
import { addressWith, pageOf, pagingOf, queryText } from './paging.js';
import { type Words, wordsFor } from './words.js';

/** Who did what to what, and whether the trail is whole. */
export function showAudit(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const page = pageOf(ctx, 100);
    const filter = filterOf(ctx);
    const [{ entries, total }, actions, state] = await Promise.all([
      listAudit({ ...filter, ...page }),
      listAuditActions(),
      trailState(ctx, words),
    ]);
    await services.views.show(ctx, 'console/audit', {
      entries: entries.map(({ id, at, actor, action, subject, details }) => ({
        id,
        at: words.moment(at),
        actor,
        action: actionText(action, words),
        subject,
        details: detailsText(details),
      })),
      paging: pagingOf(ctx, page, total),
      filter,
      actions,
      state,
      csvHref: addressWith(ctx, { page: '' }, '/console/audit.csv'),
    });
  };
}

/** The trail as the filters show it, whole, with the hashes that chain it. */
export function exportAudit(): Handler {
  return (ctx) => {
    const filter = filterOf(ctx);
    sendCsv(ctx, 'audit.csv', header, async (page) => {
      const { entries } = await listAudit({ ...filter, ...page });
      return entries.map(({ id, at, actor, action, subject, details, previousHash, hash }) => [
        String(id),
        at.toISOString(),
        actor,
        action,
        subject,
        JSON.stringify(details),
        previousHash,
        hash,
      ]);
    });
  };
}

const header = ['id', 'at', 'actor', 'action', 'subject', 'details', 'previous_hash', 'hash'];

function filterOf(ctx: Context): Pick<AuditFilter, 'action' | 'subject'> {
  return { action: queryText(ctx, 'action'), subject: queryText(ctx, 'subject') };
}

/** So many entries are checked each time the page is shown; more, when that is asked for. */
const checkedUnasked = 5000;

async function trailState(ctx: Context, words: Words): Promise<AuditPage['state']> {
  const entries = await countAudit();
  if (entries > checkedUnasked && queryText(ctx, 'check') === '') {
    return {
      chip: { text: words.t('console.audit.unchecked'), tone: 'quiet' },
      sentence: words.t('console.audit.unchecked.sentence', { count: words.count(entries) }),
      checkHref: addressWith(ctx, { check: 'yes' }),
    };
  }
  const broken = await findBrokenAuditEntry();
  const state = broken === null ? 'whole' : 'broken';
  return {
    chip: { text: words.t(`console.audit.${state}`), tone: broken === null ? 'good' : 'bad' },
    sentence: words.t(`console.audit.${state}.sentence`, { id: broken ?? '' }),
    checkHref: null,
  };
}

function actionText(action: string, words: Words): string {
  const key = `console.action.${action}`;
  return isTextKey(key) ? words.t(key) : action;
}

function detailsText(details: Record<string, unknown>): string {
  return Object.entries(details)
    .map(([name, value]) => [name, valueText(value)])
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join(' · ');
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
