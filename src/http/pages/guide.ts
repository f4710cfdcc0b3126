import type { App } from '../../apps/model.js';
import { AppError } from '../../errors.js';
import { listEditions } from '../../guides/editions.js';
import type { Context, Handler } from '../context.js';
import type { Services } from '../services.js';
import { addressOf } from './landing.js';
import { type LiveGuide, liveGuide } from './live-guide.js';
import type { PersonPages } from './page-data.js';
import { pageRules } from './page-rules.js';
import { inlineParts } from './paper.js';
import { appInPath, appPage } from './person.js';
import { guidePath, printedMark } from './printed-guide.js';
import { qrCode } from './qr-code.js';

/** The guide as a page that prints well. */
export function showGuide(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const guide = await liveGuide(services, app, editionInQuery(ctx));
    await services.views.show(ctx, 'pages/guide', await guidePage(ctx, services, app, guide));
  };
}

/** The same as a PDF, where the server has what makes one. Throws `pdf_unavailable`. */
export function guidePdf(services: Services): Handler {
  return async (ctx) => {
    if (services.printPdf === null) {
      throw new AppError('pdf_unavailable', 'This server makes no PDF. Print the page instead.');
    }
    const app = await appInPath(ctx);
    const guide = await liveGuide(services, app, editionInQuery(ctx));
    const page = await guidePage(ctx, services, app, guide);
    const inline = await inlineParts(services, app, page.rules);
    const html = await services.views.render(ctx, 'pages/guide', { ...page, inline });
    ctx.body = await services.printPdf(html);
    ctx.type = 'pdf';
    ctx.set(
      'Content-Disposition',
      `inline; filename="${app.slug}-guide-${guide.revision.number}.pdf"`,
    );
  };
}

/** What stands in the margins of the printed pages: a style sheet, since the page has no style of its own. */
export function guideRules(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const guide = await liveGuide(services, app, editionInQuery(ctx));
    ctx.type = 'css';
    ctx.body = pageRules(guide, ctx.state.locale);
  };
}

/** The edition that is asked for; the first one where none is. */
export function editionInQuery(ctx: Context): string {
  const { edition } = ctx.query;
  return typeof edition === 'string' ? edition : '';
}

async function guidePage(
  ctx: Context,
  services: Services,
  app: App,
  guide: LiveGuide,
): Promise<PersonPages['pages/guide']> {
  const { locale } = ctx.state;
  const { edition, revision } = guide;
  const address = addressOf(services, app);
  const query = new URLSearchParams({
    ...(edition.name && { edition: edition.name }),
    lang: locale,
  });
  const editions = (await listEditions(app)).filter(({ name }) => name !== edition.name);
  return {
    ...appPage(app, null),
    document: guide.documents[locale],
    revision: { number: revision.number, date: revision.createdAt },
    qr: qrCode(`${address}${printedMark(edition.name, revision.number)}`),
    address: address.replace('https://', ''),
    rules: pageRules(guide, locale),
    rulesHref: `/a/${app.slug}/guide.css?${query}`,
    pdfHref: services.printPdf === null ? null : `/a/${app.slug}/guide.pdf?${query}`,
    otherEditions: editions.map(({ name, texts }) => ({
      href: guidePath(app.slug, name),
      text: texts.audience[locale] || texts.title[locale] || name || app.name,
    })),
    inline: null,
  };
}
