import { z } from 'zod';
import { findUsers } from '../../accounts/users.js';
import { type Holder, holdersOfBuild } from '../../delivery/holders.js';
import { changeRollout } from '../../releases/change-rollout.js';
import { partsOf, requireRelease, type WholeRelease } from '../../releases/queries.js';
import { actorOf, type Context, type Handler, signedInAdministrator } from '../context.js';
import { sendCsv } from '../csv.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { blankForm, seeOther, submit } from './form.js';
import type { FormState } from './page-data.js';
import { pageOf, pagingOf, queryChoice } from './paging.js';
import type { HolderRow } from './release-page-data.js';
import { releaseRow, versionText } from './rows.js';
import { type Words, wordsFor } from './words.js';

/** A release: how far its rollout is, and who holds its build. */
export function showRelease(services: Services): Handler {
  return async (ctx) => show(services, ctx, await releaseInPath(ctx), blankForm);
}

/** Offers it to more people, or pauses, resumes or halts that. */
export function editRollout(services: Services): Handler {
  return async (ctx) => {
    const whole = await releaseInPath(ctx);
    const { id } = whole.release;
    await submit(ctx, rolloutSchema, {
      async act({ percent, act }) {
        const change = act === 'grow' ? { percent } : { act };
        await changeRollout(services, { id, actor: actorOf(ctx), ...change });
        seeOther(ctx, `/console/releases/${id}?notice=rollout`);
      },
      show: (form) => show(services, ctx, whole, form),
      refusals: {
        invalid_request: { field: 'percent', text: 'console.rollout.shrinks' },
        rollout_ended: { field: 'percent', text: 'error.rollout_ended' },
      },
    });
  };
}

/** Who has every byte of it, whole; with what they have had since. */
export function exportHolders(): Handler {
  return async (ctx) => {
    const { build } = await releaseInPath(ctx);
    sendCsv(ctx, `holders-${build.id}.csv`, header, async (page) => {
      const { holders } = await holdersOfBuild(build.id, page);
      const users = await findUsers(holders.map(({ userId }) => userId));
      return holders.map(({ userId, at, since }) => {
        const user = users.get(userId);
        const later = since === null ? '' : versionText(since);
        return [
          user?.number ?? '',
          user?.name ?? '',
          user?.department ?? '',
          at.toISOString(),
          later,
        ];
      });
    });
  };
}

const header = ['number', 'name', 'department', 'downloaded_at', 'has_since'];

export async function releaseInPath(ctx: Context): Promise<WholeRelease> {
  return partsOf(await requireRelease(pathId(ctx.params.id)));
}

const rolloutSchema = z.strictObject({
  percent: z
    .string()
    .trim()
    .regex(/^([1-9]\d?|100)$/, 'console.rollout.percent.problem')
    .transform(Number),
  act: z.enum(['grow', 'pause', 'resume', 'halt'], 'console.form.required'),
});

async function show(
  services: Services,
  ctx: Context,
  whole: WholeRelease,
  form: FormState,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const page = pageOf(ctx, 50);
  const { holders, total } = await holdersOfBuild(whole.build.id, page);
  const isAdmin = signedInAdministrator(ctx).role === 'admin';
  const { id, rolloutPercent, rolloutState, state, recallTexts, mandatory } = whole.release;
  const notice = queryChoice(ctx, 'notice', ['rollout', 'recalled'] as const);
  await services.views.show(ctx, 'console/release', {
    release: releaseRow(whole, words),
    id,
    notice: notice === undefined ? null : words.t(`console.notice.${notice}`),
    mandatory,
    rollout: {
      open: state === 'current' && rolloutState !== 'halted',
      state: rolloutState,
      percent: String(rolloutPercent),
    },
    recall: recallTexts,
    form,
    holders: await holderRows(holders, isAdmin, words),
    holdersTotal: words.count(total),
    paging: pagingOf(ctx, page, total),
    csvHref: isAdmin ? `/console/releases/${id}/holders.csv` : null,
  });
}

async function holderRows(
  holders: readonly Holder[],
  isAdmin: boolean,
  words: Words,
): Promise<HolderRow[]> {
  const users = await findUsers(holders.map(({ userId }) => userId));
  return holders.map(({ userId, at, since }) => {
    const user = users.get(userId);
    return {
      name: user?.name ?? '',
      href: isAdmin ? `/console/people/${userId}` : null,
      number: user?.number ?? '',
      at: words.moment(at),
      since: since && { text: versionText(since), href: `/console/builds/${since.buildId}` },
    };
  });
}
