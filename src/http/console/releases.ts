import { z } from 'zod';
import { requireBuild } from '../../builds/queries.js';
import { countHolders } from '../../delivery/outcome-queries.js';
import { partsOf, requireRelease, type WholeRelease } from '../../releases/queries.js';
import { publishOrAsk } from '../../releases/requests.js';
import { withdrawRelease } from '../../releases/withdraw.js';
import { translate } from '../../texts/translate.js';
import { actorOf, type Context, type Handler, personBehind } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { showPassport } from './build.js';
import {
  blankForm,
  checkBoxes,
  localTime,
  optionalText,
  requiredText,
  seeOther,
  submit,
  textsOf,
} from './form.js';
import type { FormState } from './page-data.js';
import { channelPattern } from './publishing.js';
import { releaseRow } from './rows.js';
import { wordsFor } from './words.js';

/** Makes a build the current release of a channel, once what it would do is confirmed. */
export function publishBuild(services: Services): Handler {
  return async (ctx) => {
    const build = await requireBuild(pathId(ctx.params.id));
    await submit(ctx, publishSchema, {
      async act(fields) {
        const { percent, when, mandatory, notesEn, notesZh, ...wanted } = fields;
        const who = { actor: actorOf(ctx), person: personBehind(ctx) };
        const how = {
          rolloutPercent: percent,
          mandatory: mandatory !== undefined,
          translatedNotes: textsOf({ en: notesEn, zh: notesZh }),
          scheduledAt: when,
        };
        const wish = { buildId: build.id, ...wanted, ...how, ...who };
        const { release } = await publishOrAsk(services, wish, services.now());
        const notice = release ? 'published' : 'asked';
        const query = new URLSearchParams({ notice, channel: fields.channel });
        seeOther(ctx, `/console/builds/${build.id}?${query}`);
      },
      show: ({ values, problems }) =>
        showPassport(services, ctx, build, {
          channel: channelPattern.test(values.channel ?? '')
            ? (values.channel ?? '')
            : 'production',
          notes: values.notes ?? '',
          values,
          confirm: (values.confirm ?? '').split(','),
          problems,
        }),
      refusals: {
        confirmation_required: { field: 'confirm', text: 'error.confirmation_required' },
      },
    });
  };
}

export function showWithdraw(services: Services): Handler {
  return async (ctx) => {
    const release = partsOf(await requireRelease(pathId(ctx.params.id)));
    await showForm(services, ctx, release, blankForm);
  };
}

/** Takes a release back. It touches people, so the app's slug is typed first. */
export function withdraw(services: Services): Handler {
  return async (ctx) => {
    const release = partsOf(await requireRelease(pathId(ctx.params.id)));
    await submit(ctx, withdrawSchema, {
      async act({ slug }) {
        if (slug !== release.app.slug) {
          const text = translate(ctx.state.locale, 'console.withdraw.slug.problem');
          ctx.status = 400;
          const problems = [{ field: 'slug', text }];
          return showForm(services, ctx, release, { values: { slug }, problems });
        }
        const input = { id: release.release.id, actor: actorOf(ctx) };
        await withdrawRelease(services, input, services.now());
        seeOther(ctx, `/console/builds/${release.build.id}?notice=withdrawn`);
      },
      show: (form) => showForm(services, ctx, release, form),
      refusals: {},
    });
  };
}

const publishSchema = z.strictObject({
  channel: requiredText(40).regex(channelPattern, 'console.channel.problem'),
  notes: optionalText(5000),
  confirm: checkBoxes(z.string()),
  notesEn: optionalText(5000),
  notesZh: optionalText(5000),
  percent: z
    .string()
    .trim()
    .regex(/^([1-9]\d?|100)$/, 'console.rollout.percent.problem')
    .default('100')
    .transform(Number),
  mandatory: z.literal('yes').optional(),
  when: localTime(),
});

const withdrawSchema = z.strictObject({ slug: requiredText(40) });

async function showForm(
  services: Services,
  ctx: Context,
  release: WholeRelease,
  form: FormState,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  await services.views.show(ctx, 'console/withdraw', {
    release: releaseRow(release, words),
    slug: release.app.slug,
    people: words.count(await countHolders(release.build.id)),
    action: `/console/releases/${release.release.id}/withdraw`,
    form,
  });
}
