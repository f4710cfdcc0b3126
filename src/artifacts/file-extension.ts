import type { Artifact } from './artifact.js';

export type FileExtension = 'ipa' | 'apk' | 'exe' | 'msi' | 'msix' | 'pkg' | 'zip' | 'dmg';

/** The extension by which a device knows what to do with a build, without a dot. */
export function fileExtension({
  platform,
  installer,
}: Pick<Artifact, 'platform' | 'installer'>): FileExtension {
  if (installer !== undefined) return installer.kind === 'app-zip' ? 'zip' : installer.kind;
  return byPlatform[platform];
}

const byPlatform = { ios: 'ipa', android: 'apk', macos: 'pkg', windows: 'exe' } as const;
