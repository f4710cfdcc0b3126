import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { renderMarkdown } from '../../../src/agreements/markdown.js';
import { guideDocument } from '../../../src/guides/document/build.js';
import type { Context } from '../../../src/http/context.js';
import { androidWarning } from '../../../src/http/pages/android-warning.js';
import { readDevice } from '../../../src/http/pages/device.js';
import type { Offer, PersonPages } from '../../../src/http/pages/page-data.js';
import { qrCode } from '../../../src/http/pages/qr-code.js';
import type { Pages } from '../../../src/http/views.js';
import { blankOrganisation, saveOrganisation } from '../../../src/organisation/settings.js';
import { platforms } from '../../../src/platform.js';
import { fileScope } from '../../helpers/scope.js';
import { startServer, type TestServer } from '../../helpers/server.js';
import { userAgents } from '../../helpers/user-agents.js';

const scope = fileScope(test);
/** What must never reach a page as markup, in an element or in an attribute. */
const evil = `"'><script>alert(1)</script>&<img src=x onerror=alert(1)>`;
const both = { zh: evil, en: evil };
let server: TestServer;

test.before(async () => {
  server = await startServer(scope);
  const organisation = {
    name: both,
    helpContact: both,
    helpTelephone: `0451 ${evil}`.slice(0, 60),
    helpHours: both,
    numberLabel: both,
    numberHint: both,
    passwordHint: both,
    resetPasswordUrl: 'https://ids.example.cn/?a="><script>' as const,
  };
  await saveOrganisation(server.services, { organisation, actor: 'operator' });
});

const page = { app: { slug: 'campus', name: evil }, person: { name: evil, number: evil } };
const offer = (platform: Offer['platform'], href: string | null = `/d/${evil}`): Offer => ({
  platform,
  version: evil,
  size: 1e9,
  publishedAt: new Date(),
  notes: renderMarkdown(evil),
  minimumOsVersion: evil,
  homeScreenName: evil,
  href,
  desktopWarning: platform === 'macos' ? 'gatekeeper' : 'smartscreen',
});
const download = (device: keyof typeof userAgents, mine: Offer | null) => ({
  ...page,
  device: readDevice(userAgents[device]),
  offer: mine,
  others: [offer('windows'), offer('ios', null)],
  obstacles: (['preflight.old.ios', 'preflight.authority'] as const).map((text) => ({
    text,
    parameters: { needed: evil, found: evil, date: evil },
    isFatal: mine?.href === null,
    help: { href: `/ca?${evil}`, text: 'preflight.authority.help' as const },
  })),
  warning: androidWarning(readDevice(userAgents[device]).make),
  phone: evil,
  qr: qrCode(evil),
  host: evil,
  ticketMinutes: 10,
  channel: evil,
  recall: { version: evil, text: evil },
  channels: [evil, 'production', 'beta'],
});
const codeProblem = { text: 'phone.wait', minutes: 3 } as const;
const trust = (kind: 'enterprise' | 'ad-hoc' | 'development') => ({
  ...page,
  developer: evil,
  homeScreenName: evil,
  kind,
  privateAnchor: true,
  versions: [18 as const, 15 as const, 9 as const],
});

const doors = (form: boolean, ways: number) => ({
  form,
  ways: Array.from({ length: ways }, () => ({ name: evil, label: evil, href: `/a/${evil}` })),
  passwordsKept: { here: form, elsewhere: ways > 0 },
});
const wrong = (
  field: 'number' | 'password' | 'ways',
  code: 'credentials_wrong' | 'rate_limited' | 'sign_in_failed',
) => ({ field, text: `error.${code}` as const, minutes: 2 });
const printed = { number: 1, current: 2, headings: [evil], href: `/a/${evil}` };
const paper = { qr: qrCode(evil), address: evil };
const inline = { stylesheet: evil, icon: evil, logo: evil };
const guide = guideDocument(
  {
    appName: evil,
    address: evil,
    host: evil,
    organisation: { ...blankOrganisation, name: both, helpContact: both, numberLabel: both },
    platforms: platforms.map((platform) => ({
      platform,
      minimumOsVersion: evil,
      labels: { en: evil, 'zh-CN': evil },
      displayName: evil,
      developer: evil,
      needsTrust: platform === 'ios',
    })),
    codes: true,
    agreements: true,
  },
  { title: both, audience: both, publisher: both, overview: both, account: both },
  'zh',
);

/** Each page with each of its faces. */
const faces: { [Name in keyof PersonPages]: PersonPages[Name][] } = {
  'pages/error': [
    {
      code: evil,
      status: 500,
      requestId: evil,
      title: 'trouble.server',
      text: 'error.internal',
      way: { href: `/a/${evil}`, text: 'way.app' },
    },
  ],
  'pages/home': [{}],
  'pages/landing': (['computer', 'phone', 'unsupported'] as const).flatMap((face) =>
    [null, 'macos' as const].map((own) => ({
      ...page,
      face,
      form: 'phone' as const,
      own,
      forPhones: face === 'phone',
      perhapsIpad: own === 'macos',
      qr: qrCode(evil),
      offers: own === null ? [] : [{ platform: 'ios' as const, minimumOsVersion: evil }],
      printed: own === null ? null : printed,
    })),
  ),
  'pages/leave': (['top', 'bottom'] as const).map((corner) => ({
    ...page,
    browser: 'wechat',
    words: {
      corner,
      glyph: corner === 'top' ? 'dots' : 'lines',
      menu: corner === 'top' ? 'icons' : 'lines',
      item: 'leave.item.browser',
      computer: corner === 'top',
    },
    address: evil,
    link: corner === 'top' ? null : `intent://${evil}`,
  })),
  'pages/register': [
    { ...page, ...doors(true, 0), number: evil, problem: null },
    { ...page, ...doors(true, 0), number: evil, problem: wrong('number', 'credentials_wrong') },
    { ...page, ...doors(true, 2), number: evil, problem: wrong('password', 'rate_limited') },
    {
      ...page,
      ...doors(false, 1),
      number: '',
      problem: { ...wrong('ways', 'sign_in_failed'), heading: 'register.ways.problem' },
    },
  ],
  'pages/confirm': [
    ...[true, false].map((codes) => ({
      ...page,
      details: { number: evil, name: evil, department: evil, phone: evil },
      codes,
      other: codes,
      problem: codes ? codeProblem : null,
    })),
  ],
  'pages/registered': [true, false].map((ready) => ({
    ...page,
    phone: evil,
    ready,
    codes: ready,
    printed,
  })),
  'pages/phone-code': (['bind', 'change-old', 'change-new'] as const).map((purpose) => ({
    ...page,
    purpose,
    phone: evil,
    action: `/a/${evil}/phone`,
    sent: purpose === 'bind',
    minutes: 5,
    other: purpose === 'bind',
    problem: purpose === 'bind' ? null : codeProblem,
  })),
  'pages/phone-other': [null, codeProblem].map((problem) => ({ ...page, number: evil, problem })),
  'pages/phone-taken': [true, false].map((other) => ({ ...page, phone: evil, other })),
  'pages/phone-asked': (['lost', 'claim'] as const).map((kind) => ({
    ...page,
    kind,
    phone: evil,
    other: kind === 'claim',
  })),
  'pages/phone-change': (['password', 'fresh', 'sign-in'] as const).flatMap((proof) =>
    [null, { ...codeProblem, field: 'password' as const }].map((problem) => ({
      ...page,
      phone: evil,
      number: evil,
      proof,
      signIn: `/a/${evil}`,
      problem,
    })),
  ),
  'pages/phone-changed': [{ ...page, phone: evil }],
  'pages/reset': [
    { ...page, number: evil, problem: null },
    { ...page, number: evil, problem: { text: 'register.number.missing' } },
  ],
  'pages/reset-code': [null, 'code' as const, 'password' as const].map((field) => ({
    ...page,
    number: evil,
    minutes: 5,
    problem: field === null ? null : { ...codeProblem, field },
  })),
  'pages/reset-done': [page],
  'pages/download': [
    download('iphone', offer('ios')),
    download('iphone', offer('ios', null)),
    download('android', offer('android')),
    download('android', offer('android', null)),
    download('xiaomi', offer('android')),
    download('oppo', offer('android')),
    download('vivo', offer('android')),
    download('samsung', offer('android')),
    download('mac', offer('macos')),
    download('mac', null),
    download('desktop', offer('windows')),
    download('desktop', null),
    download('harmonyNext', null),
  ],
  'pages/trust': [trust('enterprise'), trust('ad-hoc'), trust('development')],
  'pages/agree': [
    {
      ...page,
      agreements: [{ id: 1, kind: 'privacy', title: evil, href: evil }],
      ticked: ['privacy'],
      problem: { field: 'privacy', text: 'agree.missing' },
    },
  ],
  'pages/agreement': [
    { ...page, title: evil, markdown: renderMarkdown(evil), version: 1, effectiveAt: new Date() },
  ],
  'pages/me': [
    {
      ...page,
      details: { number: evil, name: evil, department: evil, phone: evil },
      changesPhone: true,
      consents: [
        { title: evil, version: 1, href: evil, action: 'granted', at: new Date() },
        { title: evil, version: 1, href: evil, action: 'withdrawn', at: new Date() },
      ],
      agreed: true,
      corrections: [
        { text: evil, createdAt: new Date(), closedAt: null },
        { text: evil, createdAt: new Date(), closedAt: new Date() },
      ],
      sessions: [new Date()],
      asked: true,
      problem: { text: 'me.correct.missing', typed: evil },
    },
  ],
  'pages/withdraw-consent': [page],
  'pages/leave-for-good': [page],
  'pages/guide': [null, inline].map((parts) => ({
    ...page,
    ...paper,
    document: guide,
    revision: { number: 1, date: new Date() },
    rules: evil,
    rulesHref: evil,
    pdfHref: evil,
    otherEditions: [{ href: evil, text: evil }],
    inline: parts,
  })),
  'pages/poster': [{ ...page, ...paper, inline: null }],
  'pages/helped': (['begin', 'waiting', 'joined', 'number'] as const).map((step) => ({
    ...page,
    now: step,
    code: evil,
    number: evil,
    address: evil,
  })),
  'pages/helping': (
    ['code', 'number', 'password', 'confirm', 'registered', 'suspended'] as const
  ).map((step) => ({
    ...page,
    now: step,
    problem: step === 'code' ? { text: 'register.wait' as const, minutes: 2 } : null,
    typed: evil,
    device: step === 'code' ? null : readDevice(userAgents.iphone),
    blocks: guide.parts.find(({ id }) => id === 'install-ios')?.blocks ?? [],
  })),
  'pages/opened': [{ ...page, homeScreenName: evil, phone: evil }],
  'pages/trouble': [
    {
      ...page,
      reasons: [
        {
          title: 'usual.old',
          text: 'usual.old.why',
          parameters: { system: evil },
          help: { href: `/a/${evil}`, text: 'usual.again' },
        },
      ],
    },
  ],
  'pages/help': [{ ...page, hasIos: true }],
  'pages/notice': (
    [
      'phone_missing',
      'phone_taken',
      'number_taken',
      'registration_suspended',
      'not_granted',
      'recalled',
      'nothing_released',
    ] as const
  ).flatMap((code) =>
    [true, false].map((mine) => ({ ...page, code, phone: evil, mine, other: mine, text: evil })),
  ),
  'pages/ca': [
    { certificate: null, system: 'ios' },
    { certificate: { name: evil, notAfter: new Date(), fingerprint: [evil] }, system: 'ios' },
  ],
};

async function draw<Name extends keyof PersonPages>(
  name: Name,
  data: Pages[Name],
  locale: 'zh' | 'en',
): Promise<string> {
  const cookies = { get: () => 'visit', set() {} };
  const path = `/a/${evil}`;
  const ctx = { state: { locale }, path, cookies, type: '', body: '' };
  await server.services.views.show(ctx as unknown as Context, name, data);
  return ctx.body;
}

for (const name of Object.keys(faces) as (keyof PersonPages)[]) {
  test(`${name} lets nothing through as markup`, async (t) => {
    for (const data of faces[name]) {
      for (const locale of ['zh', 'en'] as const) {
        const html = await draw(name, data as Pages[typeof name], locale);
        t.false(/<script>|<img src=x|onerror=alert\(1\)>/.test(html.replaceAll('&gt;', '')));
        t.regex(html, /<h1[ >][\s\S]+<\/h1>/);
        t.false(/\{\w+\}|undefined|\[object/.test(html), html);
      }
    }
  });
}

test('every template of the person’s pages is drawn here', (t) => {
  const files = readdirSync('templates/pages').map((file) => `pages/${file.replace('.eta', '')}`);
  t.deepEqual(files.sort(), Object.keys(faces).sort());
});

test('no page’s data hides what every template gets', async (t) => {
  const frame = ['locale', 't', 'format', 'asset', 'csrf', 'organisation', 'path', 'otherLanguage'];
  for (const datas of Object.values(faces)) {
    for (const data of datas)
      t.deepEqual(
        frame.filter((key) => key in data),
        [],
      );
  }
});

test('templates write raw text for layouts and includes alone', (t) => {
  for (const entry of readdirSync('templates', { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.eta')) continue;
    const raw = readFileSync(join('templates', entry), 'utf8').match(/<%~[^%]*/g) ?? [];
    // What renderMarkdown made is the one thing beside them.
    if (entry === join('partials', 'markdown.eta')) continue;
    for (const tag of raw) t.regex(tag, /^<%~ (it\.body |include\()/, `${entry}: ${tag}`);
  }
});
