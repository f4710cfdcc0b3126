import type { Artifact } from '../artifacts/artifact.js';
import { type Concern, concernsOfPublishing } from '../artifacts/concerns.js';
import type { Build } from '../builds/model.js';
import { appOf } from '../builds/queries.js';
import { Channel, type Release } from './model.js';
import { findLastRelease } from './queries.js';

/** What publishing a build on a channel would mean to those who were given the last one. */
export interface PublicationPreview {
  /** The last release there, be it withdrawn or not; null where there was none. */
  last: Release | null;
  lastBuild: Build | null;
  /** Whether the channel asks for a second person. */
  needsApproval: boolean;
  concerns: Concern[];
  /** Permissions the build asks for and the last one did not, and the other way round. */
  addedPermissions: string[];
  droppedPermissions: string[];
}

/** Looks ahead and changes nothing. */
export async function previewPublication(
  build: Build,
  channelName: string,
  now: Date,
): Promise<PublicationPreview> {
  const where = { appId: appOf(build).app.id, name: channelName };
  const channel = await Channel.findOne({ where });
  const last = channel === null ? null : await findLastRelease(channel.id, build.appPlatformId);
  const lastBuild = last?.build ?? null;
  const held = lastBuild?.artifact ?? null;
  return {
    last,
    lastBuild,
    needsApproval: channel?.needsApproval ?? false,
    concerns:
      lastBuild?.id === build.id && last?.state === 'current'
        ? []
        : concernsOfPublishing(build.artifact, held, now),
    addedPermissions: held === null ? [] : missing(build.artifact, held),
    droppedPermissions: held === null ? [] : missing(held, build.artifact),
  };
}

function missing(from: Artifact, inThe: Artifact): string[] {
  const known = new Set(inThe.permissions);
  return from.permissions.filter((permission) => !known.has(permission));
}
