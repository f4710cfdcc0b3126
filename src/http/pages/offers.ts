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
import type { Services } from '../services.js';
import { type Device, platformOf } from './device.js';
import type { Offer } from './page-data.js';

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
): Promise<{ offer: Offer | null; others: Offer[] }> {
  const releases = await offeredReleases(asking.app.id, asking.channel, asking.user.id);
  const ofDevice = platformOf(asking.device);
  const own = releases.find(({ appPlatform }) => appPlatform.platform === ofDevice);
  noteOutcome(services, asking, { step: 'page', whole: own ?? null, ticketId: null });
  const offers: Offer[] = [];
  for (const whole of inOrder(releases)) offers.push(await makeOffer(services, asking, whole));
  return {
    offer: offers.find(({ platform }) => platform === ofDevice) ?? null,
    others: offers.filter(({ platform }) => platform !== ofDevice),
  };
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

async function makeOffer(services: Services, asking: Asking, whole: WholeRelease): Promise<Offer> {
  const { release, build, app, appPlatform, channel } = whole;
  const query = channel.name === productionChannel ? '' : `?channel=${channel.name}`;
  const path = `/a/${app.slug}/download/${appPlatform.platform}${query}`;
  await services.gate.check(asking.user.id, release.id);
  return {
    platform: appPlatform.platform,
    version: build.version || build.versionCode,
    size: build.size,
    publishedAt: release.publishedAt,
    notes: renderMarkdown(release.translatedNotes?.[asking.locale] || release.notes),
    minimumOsVersion: build.artifact.minimumOsVersion,
    homeScreenName: homeScreenName(build.artifact, asking.locale),
    href: await hrefOf(services, asking, whole, path),
  };
}

/** `itms-services:` does nothing on a device that is certainly no iPhone or iPad. */
async function hrefOf(
  services: Services,
  asking: Asking,
  whole: WholeRelease,
  path: string,
): Promise<string | null> {
  if (whole.appPlatform.platform !== 'ios') return path;
  const { system, perhapsIpad } = asking.device;
  if (system !== 'ios' && system !== 'other' && !perhapsIpad) return null;
  return (await mintLinks(services, asking, whole)).installLink ?? null;
}

function noteOutcome(
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
