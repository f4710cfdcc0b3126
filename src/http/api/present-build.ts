import { presentArtifact } from '../../artifacts/present.js';
import type { Build } from '../../builds/model.js';
import { appOf } from '../../builds/queries.js';

/** A build as the contract's JSON; `exceptions` stands there where the build needed some. */
export function presentBuild(build: Build) {
  const { id, artifact, size, sha256, fileName, exceptions, createdAt } = build;
  return {
    id,
    app: appOf(build).app.slug,
    ...presentArtifact(artifact, { size, sha256, fileName }),
    ...(exceptions === null ? {} : { exceptions }),
    createdAt: createdAt.toISOString(),
  };
}
