import { z } from 'zod';
import { countHolders } from '../../delivery/outcome-queries.js';
import { currentReleases, type WholeRelease } from '../../releases/queries.js';
import { recallRelease } from '../../releases/recall.js';
import { translate } from '../../texts/translate.js';
import { actorOf, type Context, type Handler } from '../context.js';
import type { Services } from '../services.js';
import { blankForm, optionalText, requiredText, seeOther, submit, textsOf } from './form.js';
import type { FormState } from './page-data.js';
import { releaseInPath } from './release.js';
import { releaseRow, versionText } from './rows.js';
import { wordsFor } from './words.js';

export function showRecall(services: Services): Handler {
  return async (ctx) => {
    const whole = await releaseInPath(ctx);
    const { recallTexts, replacementReleaseId } = whole.release;
    const values = {
      zh: recallTexts?.zh ?? '',
      en: recallTexts?.en ?? '',
      replacement: String(replacementReleaseId ?? ''),
    };
    await show(services, ctx, whole, { ...blankForm, values });
  };
}

/** Takes a release back and tells those who hold it. It touches people, so the app's slug is typed first. */
export function recall(services: Services): Handler {
  return async (ctx) => {
    const whole = await releaseInPath(ctx);
    await submit(ctx, schema, {
      async act({ slug, zh, en, replacement }) {
        if (slug !== whole.app.slug) {
          const text = translate(ctx.state.locale, 'console.withdraw.slug.problem');
          ctx.status = 400;
          const values = { slug, zh, en, replacement };
          return show(services, ctx, whole, { values, problems: [{ field: 'slug', text }] });
        }
        const { id } = whole.release;
        const input = { id, texts: textsOf({ zh, en }), actor: actorOf(ctx) };
        const other = replacement === '' ? null : Number(replacement);
        await recallRelease(services, { ...input, replacement: other }, services.now());
        seeOther(ctx, `/console/releases/${id}?notice=recalled`);
      },
      show: (form) => show(services, ctx, whole, form),
      refusals: { invalid_request: { field: 'zh', text: 'console.recall.text.problem' } },
    });
  };
}

const schema = z.strictObject({
  slug: requiredText(40),
  zh: optionalText(2000),
  en: optionalText(2000),
  replacement: z.string().regex(/^\d{0,10}$/),
});

async function show(
  services: Services,
  ctx: Context,
  whole: WholeRelease,
  form: FormState,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const { release, app, appPlatform, build } = whole;
  const others = (await currentReleases(app.id)).filter(
    (other) => other.appPlatform.id === appPlatform.id && other.release.id !== release.id,
  );
  await services.views.show(ctx, 'console/recall', {
    release: releaseRow(whole, words),
    slug: app.slug,
    people: words.count(await countHolders(build.id)),
    action: `/console/releases/${release.id}/recall`,
    replacements: [
      { value: '', text: words.t('console.recall.replacement.none') },
      ...others.map((other) => ({
        value: String(other.release.id),
        text: `${versionText(other.build)} · ${other.channel.name}`,
      })),
    ],
    form,
  });
}
