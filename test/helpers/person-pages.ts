import type { PersonPages } from '../../src/http/pages/page-data.js';
import type { userAgents } from './user-agents.js';

/** Who looks at a page: nobody signed in, or one of the people of `furnishPersonPath`. */
export type Person = 'visitor' | 'agreeing' | 'arriving' | 'registered' | 'sharing' | 'phoneless';

/** A page of the person's path as a browser is led to it. */
export interface ListedPage {
  /** Unlike any other; screenshots carry it. */
  name: string;
  template: keyof PersonPages;
  /** As `routes.ts` writes it; null for a page that any route may answer with. */
  route: string | null;
  path: string;
  person: Person;
  device: keyof typeof userAgents;
  /** What is typed into the form there and sent: the page is what answers. */
  typed?: Readonly<Record<string, string>>;
}

/** The password of everybody on the path. */
export const password = 'lantern-harbour-41';
/** A person whose registration is suspended. */
export const suspendedNumber = '20260022';

const slug = '/a/:slug';
const app = '/a/campus';

/**
 * Every page of the person's path, in every face that looks different: what is audited for
 * accessibility, photographed and weighed. A template or a GET route that no row names fails a test.
 */
export const personPages: readonly ListedPage[] = [
  ...row('home', 'home', '/', '/', ['iphone']),
  ...row('ca', 'ca', '/ca', '/ca', ['iphone', 'android', 'desktop', 'mac']),
  ...row('landing', 'landing', slug, app, ['iphone', 'desktop', 'mac', 'linux', 'harmonyNext']),
  ...row('landing-empty', 'landing', slug, '/a/empty', ['iphone']),
  ...row('landing-desk', 'landing', slug, '/a/desk', ['desktop', 'mac']),
  ...row('leave', 'leave', slug, app, [
    'wechat',
    'wechatAndroid',
    'dingtalk',
    'baiduAndroid',
    'wechatWindows',
  ]),
  ...row('guide', 'guide', `${slug}/guide`, `${app}/guide`, ['iphone']),
  ...row('poster', 'poster', `${slug}/poster`, `${app}/poster`, ['iphone']),
  ...row('helped', 'helped', `${slug}/helped`, `${app}/helped`, ['iphone']),
  ...row('helping', 'helping', `${slug}/helping`, `${app}/helping`, ['iphone']),
  ...row('help', 'help', `${slug}/help`, `${app}/help`, ['iphone']),
  ...row('register', 'register', `${slug}/register`, `${app}/register`, ['iphone']),
  {
    ...one('register-wrong', 'register', `${slug}/register`, `${app}/register`),
    typed: { number: '20260009', password: 'not the password' },
  },
  ...row('agreement', 'agreement', `${slug}/agreements/:kind`, `${app}/agreements/privacy`, [
    'iphone',
  ]),
  ...row('agree', 'agree', `${slug}/agree`, `${app}/agree`, ['iphone'], 'agreeing'),
  {
    ...one('agree-missing', 'agree', `${slug}/agree`, `${app}/agree`),
    person: 'agreeing',
    typed: {},
  },
  ...mine('me', 'me', ['iphone']),
  ...mine('me/withdraw-consent', 'withdraw-consent', ['iphone']),
  ...mine('me/leave', 'leave-for-good', ['iphone']),
  ...row('not-found', 'error', null, '/a/nothing', ['iphone']),
  ...row('confirm', 'confirm', `${slug}/confirm`, `${app}/confirm`, ['iphone'], 'arriving'),
  ...row('phone-taken', 'notice', `${slug}/confirm`, `${app}/confirm`, ['iphone'], 'sharing'),
  ...row('no-phone', 'notice', `${slug}/confirm`, `${app}/confirm`, ['iphone'], 'phoneless'),
  {
    ...one('suspended', 'notice', `${slug}/register`, `${app}/register`),
    typed: { number: suspendedNumber, password },
  },
  ...mine('registered', 'registered', ['iphone']),
  ...mine('download', 'download', ['iphone', 'oldIphone', 'android', 'xiaomi', 'samsung', 'oppo']),
  ...mine('download', 'download', ['vivo', 'anyAndroid']),
  ...mine('download', 'download', ['desktop', 'mac', 'linux', 'harmonyNext']),
  ...row(
    'ipad',
    'download',
    `${slug}/download`,
    `${app}/download?device=ipad`,
    ['mac'],
    'registered',
  ),
  ...row(
    'download-desk',
    'download',
    `${slug}/download`,
    '/a/desk/download',
    ['desktop', 'mac'],
    'registered',
  ),
  ...row(
    'opened',
    'opened',
    `${slug}/opened`,
    `${app}/opened?platform=ios`,
    ['iphone'],
    'registered',
  ),
  ...row(
    'trouble-ios',
    'trouble',
    `${slug}/trouble`,
    `${app}/trouble?platform=ios`,
    ['iphone'],
    'registered',
  ),
  ...row(
    'trouble',
    'trouble',
    `${slug}/trouble`,
    `${app}/trouble?platform=android`,
    ['android', 'xiaomi'],
    'registered',
  ),
  ...row(
    'trouble-desk',
    'trouble',
    `${slug}/trouble`,
    '/a/desk/trouble?platform=macos',
    ['mac'],
    'registered',
  ),
  ...row(
    'trouble-desk',
    'trouble',
    `${slug}/trouble`,
    '/a/desk/trouble?platform=windows',
    ['desktop'],
    'registered',
  ),
  ...mine('trust', 'trust', ['iphone', 'newIphone', 'desktop']),
];

/** A row for each of these devices. */
function row(
  name: string,
  template: string,
  route: string | null,
  path: string,
  devices: readonly ListedPage['device'][],
  person: Person = 'visitor',
): ListedPage[] {
  return devices.map((device) => ({
    ...one(`${name}-${device}`, template, route, path),
    device,
    person,
  }));
}

function one(name: string, template: string, route: string | null, path: string): ListedPage {
  const file = `pages/${template}` as keyof PersonPages;
  return { name, template: file, route, path, person: 'visitor', device: 'iphone' };
}

/** A page of the app for a registered person. */
function mine(page: string, template: string, devices: readonly ListedPage['device'][]) {
  return row(page, template, `${slug}/${page}`, `${app}/${page}`, devices, 'registered');
}

/** Pages that need a gateway for messages: `test/servers/phone-path.ts` walks and audits each of them. */
export const phonePages = {
  templates: [
    'phone-asked',
    'phone-change',
    'phone-changed',
    'phone-code',
    'phone-other',
    'phone-taken',
    'reset',
    'reset-code',
    'reset-done',
  ],
  routes: [
    '/a/:slug/reset',
    '/a/:slug/phone',
    '/a/:slug/phone/other',
    '/a/:slug/phone/change',
    '/a/:slug/phone/change/old',
    '/a/:slug/phone/change/new',
    '/a/:slug/phone/change/done',
  ],
} as const;

/** GET routes that answer with no page: a file, an icon, a redirect. */
export const pageless: readonly string[] = [
  '/healthz',
  '/readyz',
  '/assets/:hash/:fileName',
  '/brand/colours/:fileName',
  '/brand/logos/:fileName',
  '/ca/slipway-ca.cer',
  '/a/:slug/icon',
  '/a/:slug/sign-in/:directory',
  '/a/:slug/sign-in/:directory/callback',
  '/a/:slug/me/data.json',
  '/a/:slug/me/data.csv',
  '/a/:slug/guide.css',
  '/a/:slug/guide.pdf',
  '/a/:slug/download/:platform',
  '/d/:ticket/:fileName',
];
