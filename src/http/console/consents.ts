import { pageOfConsents } from '../../agreements/consents.js';
import type { Handler } from '../context.js';
import { sendCsv } from '../csv.js';

/** Every consent and withdrawal, for the record. */
export function exportConsents(): Handler {
  return (ctx) =>
    sendCsv(ctx, 'consents.csv', header, async (page) => {
      const consents = await pageOfConsents(page);
      return consents.map(({ user, agreement, action, at, sha256 }) => [
        user?.number ?? '',
        user?.name ?? '',
        agreement?.kind ?? '',
        String(agreement?.version ?? ''),
        sha256,
        action,
        at.toISOString(),
      ]);
    });
}

const header = ['number', 'name', 'kind', 'version', 'sha256', 'action', 'at'];
