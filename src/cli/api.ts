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
  rollout: { percent: number; state: string };
}

/** What waits in place of a release: for its time, or for a second person. */
export interface PublishRequestJson {
  id: number;
  build: number;
  channel: string;
  state: string;
  scheduledAt: string | null;
  publishedAt?: undefined;
}

/** `2.1.0 (17)`. */
export function versionText({ version, versionCode }: { version: string; versionCode: string }) {
  return version === '' ? versionCode : `${version} (${versionCode})`;
}

/** One line on what became of a publish. */
export function publishedLine(answer: ReleaseJson | PublishRequestJson): string {
  if (answer.publishedAt !== undefined) return releaseLine(answer);
  const { id, build, channel, state, scheduledAt } = answer;
  const when = scheduledAt === null ? '' : `, for ${scheduledAt}`;
  return `request ${id}: build ${build} on ${channel}, ${state}${when}\n`;
}

/** One line on what a release is now. */
export function releaseLine(release: ReleaseJson): string {
  const { id, app, platform, channel, state, rollout } = release;
  const whole = rollout.percent === 100 && rollout.state === 'running';
  const part = whole || state === 'withdrawn' ? '' : `, ${rollout.percent} % ${rollout.state}`;
  return `release ${id}: ${app} for ${platform} ${versionText(release)} on ${channel}, ${state}${part}\n`;
}
