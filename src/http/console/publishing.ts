import type { Build } from '../../builds/model.js';
import { appOf } from '../../builds/queries.js';
import { countHolders } from '../../delivery/outcome-queries.js';
import type { Release } from '../../releases/model.js';
import { previewPublication } from '../../releases/preview.js';
import { listChannelNames, productionChannel } from '../../releases/queries.js';
import type { Context } from '../context.js';
import type { FieldProblem, Publishing } from './page-data.js';
import { queryText } from './paging.js';
import { releaseState, versionText } from './rows.js';
import type { Words } from './words.js';

/** Lower-case letters, digits and single dashes. */
export const channelPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The form to publish, as far as it is filled in. */
export interface TypedPublication {
  channel: string;
  /** Undefined while nothing was typed. */
  notes: string | undefined;
  confirm: readonly string[];
  /** All that was typed. */
  values: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** As the address asks for it: an upload that could not be published at once brings its notes along. */
export function blankPublication(ctx: Context): TypedPublication {
  const channel = queryText(ctx, 'channel');
  return {
    channel: channelPattern.test(channel) ? channel : productionChannel,
    notes: queryText(ctx, 'notes') || undefined,
    confirm: [],
    values: {},
    problems: [],
  };
}

/** What a publish would do to those who hold the last build of that channel. */
export async function publishing(
  build: Build,
  typed: TypedPublication,
  words: Words,
): Promise<Publishing> {
  const preview = await previewPublication(build, typed.channel, words.now);
  const { last, lastBuild } = preview;
  const isCurrent = lastBuild?.id === build.id && last?.state === 'current';
  const holders = lastBuild === null ? 0 : await countHolders(lastBuild.id);
  const facts = {
    people: words.count(holders),
    from: profileKind(lastBuild, words),
    to: profileKind(build, words),
  };
  return {
    values: { percent: '100', ...shownNotes(isCurrent ? last : null), ...typed.values },
    needsApproval: preview.needsApproval,
    channel: typed.channel,
    channels: await listChannelNames(appOf(build).app.id),
    notes: typed.notes ?? (isCurrent ? last.notes : ''),
    holding:
      last === null || lastBuild === null
        ? null
        : {
            build: { text: versionText(lastBuild), href: `/console/builds/${lastBuild.id}` },
            people: words.count(holders),
            state: releaseState(last, words),
          },
    isCurrent,
    concerns: preview.concerns.map((value) => ({
      value,
      text: words.t(`console.concern.${value}`, facts),
      checked: typed.confirm.includes(value),
    })),
    addedPermissions: preview.addedPermissions,
    droppedPermissions: preview.droppedPermissions,
    problems: typed.problems,
  };
}

/** The notes of the release that is edited, by the fields' names. */
function shownNotes(release: Release | null): Record<string, string> {
  const { en = '', zh = '' } = release?.translatedNotes ?? {};
  return { notesEn: en, notesZh: zh, ...(release?.mandatory ? { mandatory: 'yes' } : {}) };
}

/** The kind of a build's profile, in words. */
export function profileKind(build: Build | null, words: Words): string {
  const kind = build?.artifact.provisioningProfile?.kind;
  return kind === undefined ? words.t('console.none') : words.t(`console.profile.${kind}`);
}
