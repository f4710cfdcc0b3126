import type { Artifact } from '../artifacts/artifact.js';
import { fileExtension } from '../artifacts/file-extension.js';

/** How a build is called on the way out: `campus-2.1.0.apk`. ASCII that needs no escaping in a URL. */
export function packageFileName(build: {
  slug: string;
  version: string;
  versionCode: string;
  artifact: Pick<Artifact, 'platform' | 'installer'>;
}): string {
  const version = build.version.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${build.slug}-${version || build.versionCode}.${fileExtension(build.artifact)}`;
}

/** The two images an install manifest names, by their file name and side in pixels. */
export const manifestImages = {
  'display-image': { fileName: 'display-image.png', side: 57 },
  'full-size-image': { fileName: 'full-size-image.png', side: 512 },
} as const;

export const manifestFileName = 'manifest.plist';
