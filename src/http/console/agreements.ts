import { z } from 'zod';
import { longestBody, renderMarkdown } from '../../agreements/markdown.js';
import { type AgreementKind, type AgreementTexts, agreementKinds } from '../../agreements/model.js';
import {
  agreementsInForce,
  listVersions,
  publishAgreement,
  readDraft,
  requireVersion,
  saveDraft,
} from '../../agreements/versions.js';
import { AppError } from '../../errors.js';
import { actorOf, type Context, type Handler } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { blankForm, optionalText, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { queryText } from './paging.js';
import { actorText } from './rows.js';
import { wordsFor } from './words.js';

/** The service agreement and the privacy statement: what is in force, and every version. */
export function showAgreements(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const [versions, inForce] = await Promise.all([
      listVersions(),
      agreementsInForce(services.now()),
    ]);
    await services.views.show(ctx, 'console/agreements', {
      kinds: agreementKinds.map((kind) => ({
        kind,
        name: words.t(`console.agreement.${kind}`),
        inForce: inForce.find((each) => each.kind === kind)?.current.version ?? null,
        versions: versions
          .filter((version) => version.kind === kind)
          .map(({ version, texts, material, effectiveAt, publishedBy }) => ({
            version: version ?? 0,
            href: `/console/agreements/${kind}/${version}`,
            title: texts[ctx.state.locale].title,
            material,
            at: words.moment(effectiveAt ?? services.now()),
            by: actorText(publishedBy ?? ''),
          })),
      })),
      saved: queryText(ctx, 'saved') !== '',
    });
  };
}

/** The draft of the next version, with its preview. */
export function showDraft(services: Services): Handler {
  return async (ctx) => {
    const kind = kindInPath(ctx);
    await show(services, ctx, kind, await readDraft(kind), blankForm);
  };
}

/** One version as people read it. */
export function showVersion(services: Services): Handler {
  return async (ctx) => {
    const kind = kindInPath(ctx);
    const agreement = await requireVersion(kind, pathId(ctx.params.version));
    const words = wordsFor(ctx, services.now());
    await services.views.show(ctx, 'console/agreement-version', {
      name: words.t(`console.agreement.${kind}`),
      version: agreement.version ?? 0,
      sha256: agreement.sha256 ?? '',
      material: agreement.material,
      at: words.moment(agreement.effectiveAt ?? services.now()),
      by: actorText(agreement.publishedBy ?? ''),
      readings: readingsOf(agreement.texts),
    });
  };
}

/** Saves the draft; publishes it where that button was pressed. */
export function editDraft(services: Services): Handler {
  return (ctx) =>
    submit(ctx, schema, {
      async act(fields) {
        const kind = kindInPath(ctx);
        const texts = textsOf(fields);
        await saveDraft(kind, texts);
        if (fields.act === 'preview') return show(services, ctx, kind, texts, blankForm);
        const publication = {
          kind,
          texts,
          material: fields.material === 'yes',
          effectiveAt: fields.effective ?? services.now(),
          actor: actorOf(ctx),
        };
        await publishAgreement(services, publication, services.now());
        seeOther(ctx, '/console/agreements?saved=yes');
      },
      show: (form) => show(services, ctx, kindInPath(ctx), textsOf(form.values), form),
      refusals: { invalid_request: { field: 'title-zh', text: 'console.agreement.both' } },
    });
}

const title = optionalText(120);
const body = z
  .string()
  .max(longestBody, 'console.form.too-long')
  .default('')
  .transform((text) => text.replaceAll('\r\n', '\n').trim());
const schema = z.strictObject({
  'title-zh': title,
  'title-en': title,
  'body-zh': body,
  'body-en': body,
  material: z.literal('yes').optional(),
  effective: z
    .union([z.literal(''), z.iso.date('console.agreement.date')])
    .optional()
    .transform((day) => (day ? new Date(`${day}T00:00:00Z`) : undefined)),
  act: z.enum(['preview', 'publish']),
});

function textsOf(fields: Readonly<Record<string, unknown>>): AgreementTexts {
  const text = (name: string) => String(fields[name] ?? '');
  return {
    zh: { title: text('title-zh'), body: text('body-zh') },
    en: { title: text('title-en'), body: text('body-en') },
  };
}

/** Throws `not_found`. */
function kindInPath(ctx: Context): AgreementKind {
  const kind = agreementKinds.find((each) => each === ctx.params.kind);
  if (kind !== undefined) return kind;
  throw new AppError('not_found', 'There is no such text.');
}

async function show(
  services: Services,
  ctx: Context,
  kind: AgreementKind,
  texts: AgreementTexts,
  form: FormState,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const versions = await listVersions();
  await services.views.show(ctx, 'console/agreement-draft', {
    kind,
    name: words.t(`console.agreement.${kind}`),
    texts,
    form,
    first: versions.every((version) => version.kind !== kind),
    readings: readingsOf(texts),
  });
}

function readingsOf({ zh, en }: AgreementTexts) {
  return [
    { lang: 'zh-CN', title: zh.title, markdown: renderMarkdown(zh.body) },
    { lang: 'en', title: en.title, markdown: renderMarkdown(en.body) },
  ];
}
