import { build as buildPlist } from 'plist';
import type { Ticket } from '../access/ticket.js';
import { manifestImages, packageFileName } from './file-name.js';
import { type LinkSettings, ticketUrl } from './links.js';
import type { ReleasedBuild } from './released-build.js';

/**
 * The property list that `itms-services` reads, for one person (Apple, ManifestURL). Icons and
 * package get tickets of their own that live longer than the manifest's and carry its id. Both
 * chunk lists are there: a device with both checks SHA-256 alone, an older one MD5.
 */
export function installManifest(
  settings: LinkSettings,
  build: ReleasedBuild,
  ticket: Ticket,
  now: Date,
): string {
  const address = (purpose: 'icon' | 'package', fileName: string) =>
    ticketUrl(settings, { build, userId: ticket.userId, purpose, fileName, id: ticket.id }, now)
      .url;
  const { chunkBytes, sha256s, md5s } = build.chunkHashes;
  const assets = [
    {
      kind: 'software-package',
      url: address('package', packageFileName(build)),
      'sha256-size': chunkBytes,
      sha256s,
      'md5-size': chunkBytes,
      md5s,
    },
    ...Object.entries(manifestImages).map(([kind, { fileName }]) => ({
      kind,
      'needs-shine': false,
      url: address('icon', fileName),
    })),
  ];
  const metadata = {
    'bundle-identifier': build.bundleIdentifier,
    'bundle-version': build.version || build.versionCode,
    kind: 'software',
    title: build.displayName,
  };
  return buildPlist({ items: [{ assets, metadata }] });
}
