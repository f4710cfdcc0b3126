import { renderMarkdown } from '../../agreements/markdown.js';
import { agreementsInForce, requireVersion } from '../../agreements/versions.js';
import { AppError } from '../../errors.js';
import type { Context, Handler } from '../context.js';
import type { Services } from '../services.js';
import { appInPath, appPage } from './person.js';

/** A text that people agree to, for anyone to read and keep: what is in force, or the version asked for. */
export function showAgreement(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const agreement = await wanted(ctx, services.now());
    const { title, body } = agreement.texts[ctx.state.locale];
    await services.views.show(ctx, 'pages/agreement', {
      ...appPage(app, null),
      title,
      markdown: renderMarkdown(body),
      version: agreement.version ?? 0,
      effectiveAt: agreement.effectiveAt ?? services.now(),
    });
  };
}

async function wanted(ctx: Context, now: Date) {
  const { kind = '' } = ctx.params;
  const { version } = ctx.query;
  if (typeof version === 'string' && /^\d{1,6}$/.test(version)) {
    return requireVersion(kind, Number(version));
  }
  const inForce = (await agreementsInForce(now)).find((each) => each.kind === kind);
  if (inForce !== undefined) return inForce.current;
  throw new AppError('not_found', 'This text has not been published.');
}
