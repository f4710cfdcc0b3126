import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import type { App } from '../../apps/model.js';
import {
  type EditionTexts,
  editionNamePattern,
  findEdition,
  listEditions,
  removeEdition,
  saveEdition,
} from '../../guides/editions.js';
import { listRevisions } from '../../guides/revisions.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { editionInQuery } from '../pages/guide.js';
import { liveGuide } from '../pages/live-guide.js';
import { guidePath } from '../pages/printed-guide.js';
import type { Services } from '../services.js';
import { blankForm, optionalText, requiredText, seeOther, submit } from './form.js';
import type { FieldGroup, FormState } from './page-data.js';
import { queryText } from './paging.js';
import { type Words, wordsFor } from './words.js';

/** The printed guide of an app: its editions, the words of one of them, its revisions. */
export function showGuideEditions(services: Services): Handler {
  return (ctx) => show(services, ctx, { edition: editionInQuery(ctx) });
}

/** Saves an edition's words. */
export function editGuideEdition(services: Services): Handler {
  return (ctx) =>
    submit(ctx, editionSchema, {
      async act({ edition: name, ...fields }) {
        const app = await findApp(ctx.params.slug ?? '');
        await findEdition(app, name);
        const edition = { name, texts: textsOf(fields) };
        await saveEdition(services, { app, edition, actor: actorOf(ctx) });
        seeOther(ctx, `${pathOf(app, name)}saved=yes`);
      },
      show: (form) => show(services, ctx, { edition: form.values.edition ?? '', form }),
      refusals: {},
    });
}

/** Adds an edition for another audience, which begins with the words of the first. */
export function addGuideEdition(services: Services): Handler {
  return (ctx) =>
    submit(ctx, additionSchema, {
      async act({ name }) {
        const app = await findApp(ctx.params.slug ?? '');
        const editions = await listEditions(app);
        const [first] = editions;
        if (first && editions.every((edition) => edition.name !== name)) {
          const edition = { name, texts: first.texts };
          await saveEdition(services, { app, edition, actor: actorOf(ctx) });
        }
        seeOther(ctx, pathOf(app, name));
      },
      show: (addition) => show(services, ctx, { edition: '', addition }),
      refusals: {},
    });
}

export function removeGuideEdition(services: Services): Handler {
  return (ctx) =>
    submit(ctx, additionSchema, {
      async act({ name }) {
        const app = await findApp(ctx.params.slug ?? '');
        await removeEdition(services, { app, name, actor: actorOf(ctx) });
        seeOther(ctx, pathOf(app, ''));
      },
      show: (addition) => show(services, ctx, { edition: '', addition }),
      refusals: {},
    });
}

const names = ['title', 'audience', 'publisher', 'overview', 'account'] as const;
const longest = { title: 80, audience: 80, publisher: 120, overview: 2000, account: 2000 };

const editionSchema = z.strictObject({
  edition: optionalText(40),
  ...Object.fromEntries(
    names.flatMap((name) => [
      [`${name}-zh`, optionalText(longest[name])],
      [`${name}-en`, optionalText(longest[name])],
    ]),
  ),
});
const additionSchema = z.strictObject({
  name: requiredText(32).regex(editionNamePattern, 'console.guide.edition.problem'),
});

function textsOf(fields: Readonly<Record<string, string | undefined>>): EditionTexts {
  const both = (name: (typeof names)[number]) => ({
    zh: fields[`${name}-zh`] ?? '',
    en: fields[`${name}-en`] ?? '',
  });
  return {
    title: both('title'),
    audience: both('audience'),
    publisher: both('publisher'),
    overview: both('overview'),
    account: both('account'),
  };
}

interface Shown {
  edition: string;
  form?: FormState;
  addition?: FormState;
}

async function show(services: Services, ctx: Context, shown: Shown): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const app = await findApp(ctx.params.slug ?? '');
  const { edition, revision } = await liveGuide(services, app, shown.edition);
  const revisions = await listRevisions(app, edition.name);
  await services.views.show(ctx, 'console/guide', {
    app: { name: app.name, slug: app.slug },
    edition: edition.name,
    editions: (await listEditions(app)).map(({ name, texts }) => ({
      href: pathOf(app, name).slice(0, -1),
      text: texts.audience[ctx.state.locale] || name || words.t('console.guide.everyone'),
      current: name === edition.name,
    })),
    guideHref: guidePath(app.slug, edition.name),
    pdfHref: services.printPdf && guidePath(app.slug, edition.name).replace('/guide', '/guide.pdf'),
    groups: fieldGroups(edition.texts, words),
    form: shown.form ?? blankForm,
    addition: shown.addition ?? blankForm,
    saved: queryText(ctx, 'saved') !== '',
    revision: revision.number,
    revisions: revisions.map(({ number, createdAt }) => ({ number, at: words.moment(createdAt) })),
  });
}

/** Ends in `?` or `&`, for more. */
function pathOf(app: App, edition: string): string {
  const query = edition === '' ? '?' : `?edition=${edition}&`;
  return `/console/apps/${app.slug}/guide${query}`;
}

function fieldGroups(texts: EditionTexts, words: Words): FieldGroup[] {
  return names.map((name) => ({
    legend: words.t(`console.guide.${name}`),
    fields: (['zh', 'en'] as const).map((locale) => ({
      name: `${name}-${locale}`,
      label: words.t(`console.guide.in.${locale}`),
      hint: locale === 'zh' ? words.t(`console.guide.${name}.hint`) : '',
      type: longest[name] > 200 ? 'textarea' : 'text',
      value: texts[name][locale],
      alone: false,
    })),
  }));
}
