import { findUsers } from '../../accounts/users.js';
import type { Build } from '../../builds/model.js';
import { requireBuild } from '../../builds/queries.js';
import { outcomeSteps } from '../../delivery/model.js';
import { funnelOfBuild, peopleOfBuild } from '../../delivery/outcome-queries.js';
import { listReleases } from '../../releases/queries.js';
import { type Context, type Handler, signedInAdministrator } from '../context.js';
import { pathId } from '../parse.js';
import type { Services } from '../services.js';
import { comparisonLink } from './compare.js';
import type { OutcomeRow, PassportPage } from './page-data.js';
import { pageOf, pagingOf, queryChoice } from './paging.js';
import { passport } from './passport.js';
import { blankPublication, publishing, type TypedPublication } from './publishing.js';
import { buildRow, releaseRow } from './rows.js';
import { type Words, wordsFor } from './words.js';

/** A build's page: its passport. */
export function showBuild(services: Services): Handler {
  return async (ctx) => {
    const build = await requireBuild(pathId(ctx.params.id));
    await showPassport(services, ctx, build, blankPublication(ctx));
  };
}

/** The passport, with the form to publish as it was typed. */
export async function showPassport(
  services: Services,
  ctx: Context,
  build: Build,
  typed: TypedPublication,
): Promise<void> {
  const words = wordsFor(ctx, services.now());
  const page = pageOf(ctx, 50);
  const [{ releases }, funnel, { outcomes, total }, publishingNow, compare] = await Promise.all([
    listReleases({ buildId: build.id, offset: 0, limit: 20 }),
    funnelOfBuild(build.id),
    peopleRows(ctx, words, build.id, page),
    publishing(build, typed, words),
    comparisonLink(build, words),
  ]);
  const added = new Set(publishingNow.addedPermissions);
  await services.views.show(ctx, 'console/build', {
    build: buildRow(build, words),
    notice: noticeOf(ctx, words),
    ...passport(build, words),
    permissions: build.artifact.permissions.map((name) => ({ name, isNew: added.has(name) })),
    compare,
    releases: releases.map((release) => releaseRow(release, words)),
    publishing: publishingNow,
    funnel: funnelBars(funnel, words),
    people: outcomes,
    paging: pagingOf(ctx, page, total),
  });
}

const notices = [
  'uploaded',
  'known',
  'unpublished',
  'published',
  'asked',
  'withdrawn',
  'rollout',
  'recalled',
] as const;

function noticeOf(ctx: Context, words: Words): string | null {
  const notice = queryChoice(ctx, 'notice', notices);
  return notice === undefined ? null : words.t(`console.notice.${notice}`);
}

function funnelBars(
  funnel: Awaited<ReturnType<typeof funnelOfBuild>>,
  words: Words,
): PassportPage['funnel'] {
  const most = Math.max(1, ...Object.values(funnel));
  return outcomeSteps.map((step) => ({
    step: words.t(`console.step.${step}`),
    people: words.count(funnel[step]),
    width: Math.round((funnel[step] / most) * 100),
  }));
}

/** Who has got how far. Only an administrator goes on from here to a person's page. */
async function peopleRows(
  ctx: Context,
  words: Words,
  buildId: number,
  page: { offset: number; limit: number },
): Promise<{ outcomes: OutcomeRow[]; total: number }> {
  const { outcomes, total } = await peopleOfBuild(buildId, page);
  const users = await findUsers(outcomes.map(({ userId }) => userId));
  const mayLook = signedInAdministrator(ctx).role === 'admin';
  const rows = outcomes.map(({ userId, step, at }) => ({
    person: {
      text: users.get(userId)?.name ?? '',
      href: mayLook ? `/console/people/${userId}` : null,
    } as OutcomeRow['person'],
    number: users.get(userId)?.number ?? '',
    step: words.t(`console.step.${step}`),
    at: words.moment(at),
  }));
  return { outcomes: rows, total };
}
