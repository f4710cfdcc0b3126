import type { Build, Refused } from '../../builds/model.js';
import { appOf } from '../../builds/queries.js';
import type { Release } from '../../releases/model.js';
import type { WholeRelease } from '../../releases/queries.js';
import type { RolloutState } from '../../releases/rollout.js';
import { isTextKey } from '../../texts/translate.js';
import type { BuildRow, Chip, RefusalRow, ReleaseRow } from './page-data.js';
import type { Words } from './words.js';

/** A build as a line of a table, and as the head of its page. */
export function buildRow(build: Build, words: Words): BuildRow {
  const { app, appPlatform } = appOf(build);
  const daysLeft = words.daysLeft(build.profileExpiresAt);
  return {
    href: `/console/builds/${build.id}`,
    icon: build.iconKey === null ? null : `/console/builds/${build.id}/icon`,
    name: build.artifact.displayName || app.name,
    version: build.version || build.versionCode,
    versionCode: build.versionCode,
    platform: words.t(`platform.${appPlatform.platform}`),
    size: words.size(build.size),
    app: { text: app.name, href: `/console/apps/${app.slug}` },
    chips: [words.verdict(build.verdict), ...(daysLeft === null ? [] : [daysLeft])],
    uploaded: words.moment(build.createdAt),
    by: actorText(build.createdBy),
  };
}

const releaseTones = { current: 'good', superseded: 'quiet', withdrawn: 'bad' } as const;

export function releaseState({ state, recallTexts }: Release, words: Words): Chip {
  if (recallTexts) return { text: words.t('console.release.recalled'), tone: 'bad' };
  return { text: words.t(`console.release.${state}`), tone: releaseTones[state] };
}

/** How far its rollout is, where it has not reached everyone. */
function rolloutChips(release: Release, words: Words): Chip[] {
  const { state, rolloutPercent } = release;
  const rolloutState: RolloutState = release.rolloutState;
  if (state === 'withdrawn' || (rolloutPercent >= 100 && rolloutState === 'running')) return [];
  const text = words.t(`console.rollout.${rolloutState}`, { percent: rolloutPercent });
  return [{ text, tone: rolloutState === 'running' ? 'quiet' : 'warn' }];
}

export function releaseRow(whole: WholeRelease, words: Words): ReleaseRow {
  const { release, channel, build, app, appPlatform } = whole;
  return {
    build: { text: versionText(build), href: `/console/builds/${build.id}` },
    app: { text: app.name, href: `/console/apps/${app.slug}` },
    platform: words.t(`platform.${appPlatform.platform}`),
    channel: channel.name,
    href: `/console/releases/${release.id}`,
    chips: [releaseState(release, words), ...rolloutChips(release, words)],
    notes: release.notes,
    published: words.moment(release.publishedAt),
    by: actorText(release.publishedBy),
    withdrawHref: release.state === 'withdrawn' ? null : `/console/releases/${release.id}/withdraw`,
  };
}

export function refusalRow(refused: Refused, words: Words): RefusalRow {
  const key = `error.${refused.code}`;
  // The detail is English and says it all to who reads English.
  const own = words.locale !== 'en' && isTextKey(key);
  return {
    fileName: refused.fileName,
    code: refused.code,
    reason: own ? words.t(key) : refused.detail,
    detail: own ? refused.detail : '',
    size: words.size(refused.size),
    sha256: refused.sha256,
    at: words.moment(refused.createdAt),
    by: actorText(refused.createdBy),
  };
}

/** `2.1.0 (2010)`: what people read, and what machines compare. */
export function versionText({
  version,
  versionCode,
}: Pick<Build, 'version' | 'versionCode'>): string {
  return version === '' || version === versionCode ? versionCode : `${version} (${versionCode})`;
}

/** Who acted, without the kind of account in front where the kind is the usual one. */
export function actorText(actor: string): string {
  return actor.replace(/^admin:/, '');
}
