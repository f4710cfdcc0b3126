import type { App } from '../apps/model.js';
import type { Artifact } from '../artifacts/artifact.js';
import type { Organisation } from '../organisation/settings.js';
import { type Platform, platforms } from '../platform.js';
import type { WholeRelease } from '../releases/queries.js';

/** What of a live release stands in the guide: no version, which would age it with every release. */
export interface PlatformFacts {
  platform: Platform;
  minimumOsVersion: string | null;
  labels: Artifact['labels'];
  displayName: string;
  /** The organisation in the signing certificate: what an iPhone calls the developer. */
  developer: string;
  /** Whether the iPhone asks to trust the developer in Settings. */
  needsTrust: boolean;
}

/** All that the guide is made from, beside an edition's own words. */
export interface GuideFacts {
  appName: string;
  /** The address to type, without `https://`. */
  address: string;
  host: string;
  organisation: Organisation;
  platforms: PlatformFacts[];
  /** Whether a code is sent to the phone while registering. */
  codes: boolean;
  /** Whether an agreement has to be accepted while registering. */
  agreements: boolean;
}

/** The facts of an app that its current releases tell. */
export function guideFacts(input: {
  app: App;
  publicUrl: string;
  organisation: Organisation;
  releases: readonly WholeRelease[];
  codes: boolean;
  agreements: boolean;
}): GuideFacts {
  const { app, publicUrl, releases, ...rest } = input;
  const { host } = new URL(publicUrl);
  return {
    appName: app.name,
    address: `${host}/a/${app.slug}`,
    host: new URL(publicUrl).hostname,
    platforms: platforms.flatMap((platform) =>
      releases
        .filter(({ appPlatform }) => appPlatform.platform === platform)
        .map(({ build }) => platformFacts(platform, build.artifact)),
    ),
    organisation: rest.organisation,
    codes: rest.codes,
    agreements: rest.agreements,
  };
}

function platformFacts(platform: Platform, artifact: Artifact): PlatformFacts {
  const { signerCertificate, provisioningProfile, minimumOsVersion, labels, displayName } =
    artifact;
  return {
    platform,
    minimumOsVersion,
    labels,
    displayName,
    developer: signerCertificate?.organisation ?? provisioningProfile?.teamName ?? '',
    needsTrust: platform === 'ios' && provisioningProfile?.kind === 'enterprise',
  };
}
