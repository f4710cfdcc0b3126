import type { User } from '../../accounts/model.js';
import { renderMarkdown } from '../../agreements/markdown.js';
import type { App } from '../../apps/model.js';
import { homeScreenName } from '../../builds/home-screen-name.js';
import { type InstallLinks, installLinks } from '../../delivery/links.js';
import type { OutcomeStep } from '../../delivery/model.js';
import { type Platform, platforms } from '../../platform.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel, type WholeRelease } from '../../releases/queries.js';
import type { Locale } from '../../texts/translate.js';
import { day } from '../format.js';
import type { Services } from '../services.js';
import { desktopWarning } from './desktop-warning.js';
import { type Device, platformOf } from './device.js';
import type { Offer } from './page-data.js';
import { type Obstacle, obstaclesTo } from './preflight.js';

/** The person at the gate, with what their page is made for. */
export interface Asking {
  app: App;
  user: User;
  device: Device;
  locale: Locale;
  channel: string;
}

/**
 * What the app offers this person now, the device's own platform apart. The gate is asked for each.
 * An iPhone's link is minted with the page: a tap on `itms-services:` asks the server for nothing.
 */
export async function offersFor(
  services: Services,
  asking: Asking,
): Promise<{ offer: Offer | null; obstacles: Obstacle[]; others: Offer[] }> {
  const releases = await offeredReleases(asking.app.id, asking.channel, asking.user.id);
  const ofDevice = platformOf(asking.device);
  const own = releases.find(({ appPlatform }) => appPlatform.platform === ofDevice);
  noteOutcome(services, asking, { step: 'page', whole: own ?? null, ticketId: null });
  const found = own === undefined ? [] : obstaclesHere(services, asking, own);
  const stops = found.filter(({ isFatal }) => isFatal);
  const isStopped = stops.length > 0;
  const offers: Offer[] = [];
  for (const whole of inOrder(releases)) {
    const closed = isStopped && whole === own;
    offers.push(await makeOffer(services, asking, { whole, closed }));
  }
  return {
    offer: offers.find(({ platform }) => platform === ofDevice) ?? null,
    obstacles: isStopped ? stops : found,
    others: offers.filter(({ platform }) => platform !== ofDevice),
  };
}

function obstaclesHere(
  services: Services,
  { device, locale }: Asking,
  { build }: WholeRelease,
): Obstacle[] {
  return obstaclesTo({
    artifact: build.artifact,
    device,
    now: services.now(),
    hasOwnAuthority: Boolean(services.serverCertificate()?.authority),
    day: (date) => day(date, locale),
  });
}

/** Asks the gate, then mints the links of one release and notes it. Throws what the gate throws. */
export async function mintLinks(
  services: Services,
  asking: Pick<Asking, 'app' | 'user'>,
  whole: WholeRelease,
): Promise<InstallLinks> {
  const now = services.now();
  await services.gate.check(asking.user.id, whole.release.id);
  const build = await services.releasedBuilds.get(whole.release.id);
  const links = installLinks(services.links, build, asking.user.id, now);
  noteOutcome(services, asking, { step: 'ticket', whole, ticketId: links.ticketId });
  return links;
}

/** In the order in which pages name the platforms. */
export function inOrder(releases: readonly WholeRelease[]): WholeRelease[] {
  return platforms.flatMap((platform) =>
    releases.filter(({ appPlatform }) => appPlatform.platform === platform),
  );
}

async function makeOffer(
  services: Services,
  asking: Asking,
  { whole, closed }: { whole: WholeRelease; closed: boolean },
): Promise<Offer> {
  const { release, build, app, appPlatform, channel } = whole;
  const query = channel.name === productionChannel ? '' : `?channel=${channel.name}`;
  await services.gate.check(asking.user.id, release.id);
  const path = `/a/${app.slug}/download/${appPlatform.platform}${query}`;
  return {
    platform: appPlatform.platform,
    version: build.version || build.versionCode,
    size: build.size,
    publishedAt: release.publishedAt,
    notes: renderMarkdown(release.translatedNotes?.[asking.locale] || release.notes),
    minimumOsVersion: build.artifact.minimumOsVersion,
    homeScreenName: homeScreenName(build.artifact, asking.locale),
    href: closed ? null : await hrefOf(services, asking, whole, path),
    desktopWarning: desktopWarning(build.artifact),
  };
}

/** `itms-services:` does nothing on a device that is no iPhone or iPad; who holds one that looks like a Mac says so. */
async function hrefOf(
  services: Services,
  asking: Asking,
  whole: WholeRelease,
  path: string,
): Promise<string | null> {
  if (whole.appPlatform.platform !== 'ios') return path;
  const { system } = asking.device;
  if (system !== 'ios' && system !== 'other') return null;
  return (await mintLinks(services, asking, whole)).installLink ?? null;
}

/** Notes how far the person is with a release, or that there is none for their device. */
export function noteOutcome(
  services: Services,
  { app, user, device }: Pick<Asking, 'app' | 'user'> & { device?: Device },
  reached: { step: OutcomeStep; whole: WholeRelease | null; ticketId: string | null },
): void {
  const { step, whole, ticketId } = reached;
  const platform: Platform | null =
    whole?.appPlatform.platform ?? (device ? platformOf(device) : null);
  services.outcomes.record(
    {
      userId: user.id,
      appId: app.id,
      platform,
      releaseId: whole?.release.id ?? null,
      buildId: whole?.build.id ?? null,
      step,
      ticketId,
    },
    services.now(),
  );
}
