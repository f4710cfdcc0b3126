import type { Comparison } from '../../artifacts/compare.js';
import { compareBuilds } from '../../builds/compare.js';
import type { Build } from '../../builds/model.js';
import { appOf, listBuilds, requireBuild } from '../../builds/queries.js';
import { countHolders } from '../../delivery/outcome-queries.js';
import { AppError } from '../../errors.js';
import { previewPublication } from '../../releases/preview.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import { idSchema, pathId } from '../parse.js';
import type { Services } from '../services.js';
import { compareRows } from './compare-rows.js';
import type { Link, Option } from './page-data.js';
import { queryText } from './paging.js';
import { profileKind } from './publishing.js';
import { buildRow, versionText } from './rows.js';
import { type Words, wordsFor } from './words.js';

/** Sends on to the build that was chosen, else to what is released now, else to another one. */
export function chooseComparison(services: Services): Handler {
  return async (ctx) => {
    const build = await requireBuild(pathId(ctx.params.id));
    const chosen = idSchema.safeParse(queryText(ctx, 'with'));
    const other = chosen.success ? chosen.data : (await comparableTo(build, services.now()))?.id;
    if (other === undefined) {
      throw new AppError('not_found', 'There is no other build to compare this one with.');
    }
    ctx.redirect(`/console/builds/${build.id}/compare/${other}`);
  };
}

/** What people hold on production, else the build before, else the one after; null where none is. */
async function comparableTo(
  build: Build,
  now: Date,
): Promise<{ id: number; isReleased: boolean } | null> {
  const { lastBuild } = await previewPublication(build, productionChannel, now);
  if (lastBuild !== null && lastBuild.id !== build.id)
    return { id: lastBuild.id, isReleased: true };
  const others = await otherBuilds(build);
  const other = others.find(({ id }) => id < build.id) ?? others.at(-1);
  return other === undefined ? null : { id: other.id, isReleased: false };
}

/** The way from a passport to its comparison; null where there is nothing to compare with. */
export async function comparisonLink(build: Build, words: Words): Promise<Link | null> {
  const other = await comparableTo(build, words.now);
  if (other === null) return null;
  return {
    href: `/console/builds/${build.id}/compare/${other.id}`,
    text: words.t(
      other.isReleased ? 'console.compare.with-released' : 'console.compare.with-other',
    ),
  };
}

/** Two builds side by side: the one of the address, and the other whose place it would take. */
export function showComparison(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const { id, other } = ctx.params;
    const { newer, older, comparison } = await compareBuilds(pathId(id), pathId(other));
    await services.views.show(ctx, 'console/compare', {
      newer: buildRow(newer, words),
      older: buildRow(older, words),
      isSameApp: comparison.isSameApp,
      effects: await effects(older, newer, comparison, words),
      ...compareRows(older, newer, comparison, words),
      swapHref: `/console/builds/${older.id}/compare/${newer.id}`,
      chooseHref: `/console/builds/${newer.id}/compare`,
      otherId: String(older.id),
      others: await options(newer, older),
    });
  };
}

async function effects(older: Build, newer: Build, { upgrade }: Comparison, words: Words) {
  const facts = {
    people: words.count(await countHolders(older.id)),
    from: profileKind(older, words),
    to: profileKind(newer, words),
  };
  return upgrade.map((effect) => words.t(`console.concern.${effect}`, facts));
}

async function otherBuilds(build: Build): Promise<Build[]> {
  const { app, appPlatform } = appOf(build);
  const { platform } = appPlatform;
  const { builds } = await listBuilds({ appId: app.id, platform, offset: 0, limit: 50 });
  return builds.filter((other) => other.id !== build.id && other.appPlatformId === appPlatform.id);
}

/** The newest builds of the app on this platform, with the one that is compared with. */
async function options(newer: Build, older: Build): Promise<Option[]> {
  const others = await otherBuilds(newer);
  const all = others.some(({ id }) => id === older.id) ? others : [older, ...others];
  return all.map((build) => ({ value: String(build.id), text: versionText(build) }));
}
