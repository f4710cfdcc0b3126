import { presentArtifact } from '../../artifacts/present.js';
import type { Build } from '../../builds/model.js';
import { appOf } from '../../builds/queries.js';
import type { Services } from '../services.js';

/** A build as the contract's JSON; `exceptions` stands there where the build needed some. */
export function presentBuild(build: Build, { config }: Pick<Services, 'config'>) {
  const { slug } = appOf(build).app;
  const { id, artifact, size, sha256, fileName, exceptions, createdAt } = build;
  return {
    id,
    app: slug,
    ...presentArtifact(artifact, { size, sha256, fileName }),
    ...(exceptions === null ? {} : { exceptions }),
    createdAt: createdAt.toISOString(),
    // Where people get the app.
    page: `${config.PUBLIC_URL}/a/${slug}`,
  };
}
