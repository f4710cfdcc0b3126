import type { AgreementKind } from '../../agreements/model.js';
import type { Block, GuideDocument } from '../../guides/document/document.js';
import type { Platform } from '../../platform.js';
import type { Stage } from '../../registrations/stage.js';
import type { TextKey } from '../../texts/translate.js';
import type { Device, InAppBrowser } from './device.js';
import type { QrCode } from './qr-code.js';

/** What every page of an app is drawn from. */
export interface AppPage {
  app: { slug: string; name: string };
  /** Who is signed in. */
  person: { name: string; number: string } | null;
}

/** A platform's current release, as a page offers it. */
export interface Offer {
  platform: Platform;
  version: string;
  /** Bytes. */
  size: number;
  publishedAt: Date;
  /** HTML that `renderMarkdown` made; empty where there are none. */
  notes: string;
  minimumOsVersion: string | null;
  /** The icon's label on the device. */
  homeScreenName: string;
  /** Where a tap starts the download or the installation; null where this device cannot take it. */
  href: string | null;
}

/** How to leave an app's own browser: the corner of its menu, and the entry to choose. */
export interface LeaveWords {
  corner: 'top' | 'bottom';
  item: TextKey;
}

/** What a document brings along that fetches nothing. */
export interface InlineParts {
  /** `data:` addresses. */
  stylesheet: string;
  icon: string;
  logo: string | null;
}

/** The guide someone holds in their hands, where the current one says something else. */
export interface PrintedGuide {
  number: number;
  current: number;
  /** The parts that changed. */
  headings: string[];
  href: string;
}

export interface CertificateFacts {
  name: string;
  notAfter: Date;
  /** SHA-256 as people compare it: groups of four, upper case. */
  fingerprint: readonly string[];
}

export type NoticeCode =
  | 'phone_missing'
  | 'phone_taken'
  | 'registration_suspended'
  | 'not_granted'
  | 'recalled'
  | 'nothing_released';

export type TrustSteps = 18 | 15 | 9;

/** The way out of an error: where the one button leads and what it says. */
export interface WayOut {
  href: string;
  text: TextKey;
}

/** The person's pages, by template, and what each is drawn from. */
export interface PersonPages {
  'pages/error': {
    code: string;
    status: number;
    requestId: string;
    title: TextKey;
    text: TextKey;
    way: WayOut;
  };
  'pages/home': Record<never, never>;
  'pages/landing': AppPage & {
    desktop: boolean;
    qr: QrCode;
    offers: Pick<Offer, 'platform' | 'minimumOsVersion'>[];
    printed: PrintedGuide | null;
  };
  'pages/leave': AppPage & { browser: InAppBrowser; words: LeaveWords; address: string };
  'pages/register': AppPage & {
    number: string;
    /** One at the most: what was wrong, and at which field. */
    problem: { field: 'number' | 'password'; text: TextKey; minutes?: number } | null;
  };
  'pages/confirm': AppPage & {
    details: { number: string; name: string; department: string; phone: string };
  };
  'pages/registered': AppPage & { phone: string; ready: boolean; printed: PrintedGuide | null };
  'pages/download': AppPage & {
    device: Device;
    /** What this very device takes; null where there is nothing for it. */
    offer: Offer | null;
    others: Offer[];
    /** What they hold and should not use any more. */
    recall: { version: string; text: string } | null;
    channel: string;
    /** The others that are for this person too. */
    channels: string[];
    /** The versions of the system that the build needs and that the device has, where that is older. */
    tooOld: { needed: string; found: string } | null;
    phone: string;
    qr: QrCode;
    host: string;
    ticketMinutes: number;
  };
  'pages/trust': AppPage & {
    /** As the device calls it: the organisation in the signing certificate. */
    developer: string;
    homeScreenName: string;
    kind: 'enterprise' | 'ad-hoc' | 'development';
    privateAnchor: boolean;
    /** For which versions of iOS steps are shown. */
    versions: TrustSteps[];
  };
  'pages/agree': AppPage & {
    agreements: { id: number; kind: AgreementKind; title: string; href: string }[];
    ticked: AgreementKind[];
    problem: { field: AgreementKind; text: TextKey } | null;
  };
  'pages/agreement': AppPage & {
    title: string;
    /** HTML that `renderMarkdown` made. */
    markdown: string;
    version: number;
    effectiveAt: Date;
  };
  'pages/me': AppPage & {
    details: { number: string; name: string; department: string; phone: string };
    registered: boolean;
    consents: {
      title: string;
      version: number;
      href: string;
      action: 'granted' | 'withdrawn';
      at: Date;
    }[];
    /** Whether there is a consent to withdraw. */
    agreed: boolean;
    corrections: { text: string; createdAt: Date; closedAt: Date | null }[];
    /** Since when each browser is signed in. */
    sessions: Date[];
    asked: boolean;
    problem: { text: TextKey; typed: string } | null;
  };
  'pages/withdraw-consent': AppPage;
  'pages/leave-for-good': AppPage;
  'pages/guide': AppPage & {
    document: GuideDocument;
    revision: { number: number; date: Date };
    /** With the mark of this revision. */
    qr: QrCode;
    /** To type, without `https://`. */
    address: string;
    /** The margins of the printed pages, as a style sheet and its address. */
    rules: string;
    rulesHref: string;
    pdfHref: string | null;
    otherEditions: { href: string; text: string }[];
    inline: InlineParts | null;
  };
  'pages/poster': AppPage & { qr: QrCode; address: string; inline: InlineParts | null };
  'pages/helped': AppPage & {
    /** Waiting for a helper, for what the helper types, or for the owner to go on. */
    now: 'begin' | 'waiting' | 'joined' | 'number';
    /** In two groups; empty once it was used. */
    code: string;
    number: string;
    address: string;
  };
  'pages/helping': AppPage & {
    now: 'code' | 'number' | 'password' | Stage;
    problem: { text: TextKey; minutes?: number } | null;
    /** As typed: the code, then the number. */
    typed: string;
    /** What the owner holds in their hands. */
    device: Device | null;
    /** The steps of the guide for the owner's device, once it is time. */
    blocks: Block[];
  };
  'pages/help': AppPage & { hasIos: boolean };
  'pages/notice': AppPage & { code: NoticeCode; phone: string; text: string };
  'pages/ca': { certificate: CertificateFacts | null; system: Device['system'] };
}
