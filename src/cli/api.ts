/** What the commands read of the REST API's answers. */
export interface AppJson {
  slug: string;
  name: string;
  platforms: { platform: string; bundleIdentifier: string }[];
}

export interface BuildJson {
  id: number;
  app: string;
  platform: string;
  bundleIdentifier: string;
  version: string;
  versionCode: string;
  fileName: string;
  /** Where people get the app. */
  page: string;
  createdAt: string;
  warnings: { code: string; detail: string }[];
  verification: { verdict: string };
}

export interface ReleaseJson {
  id: number;
  build: number;
  app: string;
  platform: string;
  channel: string;
  state: string;
  version: string;
  versionCode: string;
  notes: string;
  publishedAt: string;
}

/** `2.1.0 (17)`. */
export function versionText({ version, versionCode }: { version: string; versionCode: string }) {
  return version === '' ? versionCode : `${version} (${versionCode})`;
}

/** One line on what a release is now. */
export function releaseLine(release: ReleaseJson): string {
  const { id, app, platform, channel, state } = release;
  return `release ${id}: ${app} for ${platform} ${versionText(release)} on ${channel}, ${state}\n`;
}
