import type { Release } from '../../releases/model.js';
import { partsOf } from '../../releases/queries.js';

/** A release as the contract's JSON, with what tells people which one it is. */
export function presentRelease(release: Release) {
  const { build, app, appPlatform, channel } = partsOf(release);
  return {
    id: release.id,
    build: build.id,
    app: app.slug,
    platform: appPlatform.platform,
    channel: channel.name,
    state: release.state,
    version: build.version,
    versionCode: build.versionCode,
    notes: release.notes,
    translatedNotes: release.translatedNotes ?? {},
    rollout: { percent: release.rolloutPercent, state: release.rolloutState },
    mandatory: release.mandatory,
    recall: release.recallTexts && {
      texts: release.recallTexts,
      replacement: release.replacementReleaseId,
    },
    publishedAt: release.publishedAt.toISOString(),
  };
}
