import { issueTicket } from '../access/issue-ticket.js';
import type { TicketPurpose } from '../access/ticket.js';
import type { KeyRing } from '../secrets/key-ring.js';
import { manifestFileName, packageFileName } from './file-name.js';
import type { ReleasedBuild } from './released-build.js';

export interface LinkSettings {
  /** Without a trailing slash. */
  publicUrl: string;
  keys: KeyRing;
  ticketSeconds: number;
  packageTicketSeconds: number;
}

/** The way to one install or download. */
export interface InstallLinks {
  /** The install manifest's address for iOS, else the file's own. */
  url: string;
  /** `itms-services:` for iOS, where a tap starts the installation. */
  installLink?: string;
  expiresAt: Date;
  ticketId: string;
}

/** Mints the links for a person the gate has let through. */
export function installLinks(
  settings: LinkSettings,
  build: ReleasedBuild,
  userId: number,
  now: Date,
): InstallLinks {
  const purpose = build.platform === 'ios' ? 'manifest' : 'package';
  const fileName = build.platform === 'ios' ? manifestFileName : packageFileName(build);
  const { url, ticket } = ticketUrl(settings, { build, userId, purpose, fileName }, now);
  const links = { url, expiresAt: new Date(ticket.expiresAt * 1000), ticketId: ticket.id };
  return build.platform === 'ios' ? { ...links, installLink: installLink(url) } : links;
}

export interface TicketUrlRequest {
  build: ReleasedBuild;
  userId: number;
  purpose: TicketPurpose;
  fileName: string;
  id?: string;
}

/** The absolute address of one file with its ticket in the path, the real extension last, no query. */
export function ticketUrl(settings: LinkSettings, request: TicketUrlRequest, now: Date) {
  const { build, userId, purpose, fileName, id } = request;
  const seconds = purpose === 'manifest' ? settings.ticketSeconds : settings.packageTicketSeconds;
  const ticketRequest = { releaseId: build.releaseId, userId, purpose, seconds };
  const { text, ticket } = issueTicket(
    settings.keys,
    { ...ticketRequest, ...(id === undefined ? {} : { id }) },
    now,
  );
  return { url: `${settings.publicUrl}/d/${text}/${fileName}`, ticket };
}

/** iOS percent-decodes the `url` value once (Apple, in-house distribution). */
export function installLink(manifestUrl: string): string {
  return `itms-services://?action=download-manifest&url=${encodeURIComponent(manifestUrl)}`;
}
