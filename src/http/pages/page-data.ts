import type { AgreementKind } from '../../agreements/model.js';
import type { Block, GuideDocument } from '../../guides/document/document.js';
import type { Platform } from '../../platform.js';
import type { Stage } from '../../registrations/stage.js';
import type { TextKey } from '../../texts/translate.js';
import type { AndroidWarning } from './android-warning.js';
import type { DesktopWarning } from './desktop-warning.js';
import type { InAppBrowser } from './device/in-app-browsers.js';
import type { Device } from './device.js';
import type { LeaveWords } from './leave-words.js';
import type { Obstacle } from './preflight.js';
import type { QrCode } from './qr-code.js';
import type { Reason } from './usual-reasons.js';

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
  desktopWarning: DesktopWarning | null;
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
  | 'number_taken'
  | 'registration_suspended'
  | 'not_granted'
  | 'recalled'
  | 'nothing_released';

/** What went wrong with a code, a phone or a password: said at the top and at the field. */
export interface CodeProblem {
  text: TextKey;
  minutes?: number;
}

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
    face: 'phone' | 'computer' | 'unsupported';
    form: Device['form'];
    /** The computer's own platform, where there is a build for it. */
    own: Platform | null;
    /** Whether there is a build for a phone. */
    forPhones: boolean;
    /** An iPad may be asking, and there is a build for it. */
    perhapsIpad: boolean;
    qr: QrCode;
    offers: Pick<Offer, 'platform' | 'minimumOsVersion'>[];
    printed: PrintedGuide | null;
  };
  'pages/leave': AppPage & {
    browser: InAppBrowser;
    words: LeaveWords;
    address: string;
    /** Opens the address outside the app, where one is known to work. */
    link: string | null;
  };
  'pages/register': AppPage & {
    number: string;
    /** One at the most: what was wrong, and at which field. */
    problem: {
      /** Where the summary leads: a field that is wrong, or the way to try again. */
      field: 'number' | 'password' | 'ways' | 'sign-in';
      text: TextKey;
      heading?: TextKey;
      minutes?: number;
    } | null;
    /** Whether a number and a password are asked for here. */
    form: boolean;
    /** The directories with a page of their own. */
    ways: { name: string; label: string; href: string }[];
    /** Where a forgotten password is set anew. */
    passwordsKept: { here: boolean; elsewhere: boolean };
  };
  'pages/confirm': AppPage & {
    details: { number: string; name: string; department: string; phone: string };
    /** Whether a code is sent to the phone before it is bound. */
    codes: boolean;
    /** Whether the person may name another phone themselves. */
    other: boolean;
    problem: CodeProblem | null;
  };
  'pages/registered': AppPage & {
    phone: string;
    ready: boolean;
    codes: boolean;
    printed: PrintedGuide | null;
  };
  'pages/phone-code': AppPage & {
    purpose: 'bind' | 'change-old' | 'change-new';
    /** Masked. */
    phone: string;
    action: string;
    /** A new code was just sent. */
    sent: boolean;
    minutes: number;
    other: boolean;
    problem: CodeProblem | null;
  };
  'pages/phone-other': AppPage & { number: string; problem: CodeProblem | null };
  'pages/phone-taken': AppPage & { phone: string; other: boolean };
  'pages/phone-asked': AppPage & { kind: 'lost' | 'claim'; phone: string; other: boolean };
  'pages/phone-change': AppPage & {
    phone: string;
    number: string;
    proof: 'password' | 'fresh' | 'sign-in';
    /** Where their directory asks for the password again. */
    signIn: string;
    problem: (CodeProblem & { field: 'number' | 'password' }) | null;
  };
  'pages/phone-changed': AppPage & { phone: string };
  'pages/reset': AppPage & { number: string; problem: CodeProblem | null };
  'pages/reset-code': AppPage & {
    number: string;
    minutes: number;
    problem: (CodeProblem & { field: 'code' | 'password' }) | null;
  };
  'pages/reset-done': AppPage;
  'pages/download': AppPage & {
    device: Device;
    /** What this very device takes; null where there is nothing for it. */
    offer: Offer | null;
    others: Offer[];
    /** What stands in the way of it. */
    obstacles: Obstacle[];
    /** What the phone will show before it installs. */
    warning: AndroidWarning;
    /** What they hold and should not use any more. */
    recall: { version: string; text: string } | null;
    channel: string;
    /** The others that are for this person too. */
    channels: string[];
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
    /** Whether they may change the bound phone themselves. */
    changesPhone: boolean;
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
  'pages/opened': AppPage & { homeScreenName: string; phone: string };
  'pages/trouble': AppPage & { reasons: Reason[] };
  'pages/help': AppPage & { hasIos: boolean };
  'pages/notice': AppPage & {
    code: NoticeCode;
    phone: string;
    /** Whether the person may prove that the phone is theirs, and whether they may name another. */
    mine: boolean;
    other: boolean;
    /** What the organisation says of a recall. */
    text: string;
  };
  'pages/ca': { certificate: CertificateFacts | null; system: Device['system'] };
}
