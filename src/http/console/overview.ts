import type { Administrator } from '../../accounts/model.js';
import { openCorrections } from '../../agreements/corrections.js';
import { agreementsInForce } from '../../agreements/versions.js';
import { countBuildsByDay, listBuilds } from '../../builds/queries.js';
import { listRefusals } from '../../builds/refusals.js';
import { countDownloadsByDay, countHolders } from '../../delivery/outcome-queries.js';
import { countOpenRequests } from '../../registrations/phone-requests.js';
import {
  countPeople,
  countRegistrationsByDay,
  latestRegistrations,
} from '../../registrations/queries.js';
import { expiringReleases, listReleases } from '../../releases/queries.js';
import { type Handler, signedInAdministrator } from '../context.js';
import type { Services } from '../services.js';
import { uploadCommand } from './commands.js';
import type { OverviewPage } from './page-data.js';
import { buildRow, refusalRow, releaseRow, versionText } from './rows.js';
import { firstDay, trend } from './trends.js';
import { type Words, wordsFor } from './words.js';

const dayMs = 24 * 60 * 60 * 1000;
const expiringDays = 60;
const page = { offset: 0, limit: 5 };

/** What needs a hand today, then what happened, then how it goes. */
export function showOverview(services: Services): Handler {
  return async (ctx) => {
    const words = wordsFor(ctx, services.now());
    const administrator = signedInAdministrator(ctx);
    const [attention, { releases }, { builds }, registrations, trends] = await Promise.all([
      needsAHand(services, words, administrator),
      listReleases(page),
      listBuilds(page),
      latest(words, administrator),
      readTrends(words),
    ]);
    await services.views.show(ctx, 'console/overview', {
      attention,
      releases: releases.map((release) => releaseRow(release, words)),
      builds: builds.map((build) => buildRow(build, words)),
      registrations,
      trends,
      uploadCommand: uploadCommand(services),
    });
  };
}

async function needsAHand(
  services: Services,
  words: Words,
  { role }: Administrator,
): Promise<OverviewPage['attention']> {
  const attention = [...(await expiring(words)), ...(await refused(words))];
  if (role !== 'admin') return attention;
  attention.push(...(await agreements(words)));
  attention.push(...(await aboutPhones(services, words)));
  const { suspended, unbound } = await countPeople();
  const people = [
    { state: 'suspended', count: suspended },
    { state: 'unbound', count: unbound },
  ] as const;
  for (const { state, count } of people) {
    if (count === 0) continue;
    attention.push({
      title: words.t(`console.attention.${state}`, { count: words.count(count) }),
      detail: words.t(`console.attention.${state}.detail`),
      href: `/console/people?state=${state}`,
      chip: { text: words.t(`console.person.${state}`), tone: 'quiet' },
    });
  }
  return attention;
}

async function agreements(words: Words): Promise<OverviewPage['attention']> {
  const [inForce, corrections] = await Promise.all([
    agreementsInForce(words.now),
    openCorrections(),
  ]);
  const told = inForce.some(({ kind }) => kind === 'privacy');
  const items = [
    ...(told ? [] : [{ what: 'privacy', href: '/console/agreements', count: '' } as const]),
    ...(corrections.length === 0
      ? []
      : [
          {
            what: 'corrections',
            href: '/console/corrections',
            count: words.count(corrections.length),
          } as const,
        ]),
  ];
  return items.map(({ what, href, count }) => ({
    title: words.t(`console.attention.${what}`, { count }),
    detail: words.t(`console.attention.${what}.detail`),
    href,
    chip: { text: words.t(`console.attention.${what}.chip`), tone: 'warn' },
  }));
}

/** That no code is sent, or that codes go to the log; what people asked about their phones. */
async function aboutPhones(services: Services, words: Words): Promise<OverviewPage['attention']> {
  const { messenger } = services.codes.frame;
  const waiting = await countOpenRequests();
  const names = [
    ...(waiting > 0 ? (['phone-requests'] as const) : []),
    ...(messenger.configured ? [] : (['no-gateway'] as const)),
    ...(messenger.gateways.includes('console') ? (['console-gateway'] as const) : []),
  ];
  return names.map((name) => ({
    title: words.t(`console.attention.${name}`, { count: words.count(waiting) }),
    detail: words.t(`console.attention.${name}.detail`),
    href: '/console/phones',
    chip: { text: words.t('console.nav.phones'), tone: name === 'no-gateway' ? 'quiet' : 'warn' },
  }));
}

async function expiring(words: Words): Promise<OverviewPage['attention']> {
  const until = new Date(words.now.getTime() + expiringDays * dayMs);
  const releases = await expiringReleases(until);
  return Promise.all(
    releases.map(async ({ build, app, appPlatform }) => {
      const version = versionText(build);
      const platform = words.t(`platform.${appPlatform.platform}`);
      const people = words.count(await countHolders(build.id));
      const day = words.day(build.profileExpiresAt ?? until);
      return {
        title: words.t('console.attention.expiring', { app: app.name, version, platform }),
        detail: words.t('console.attention.expiring.detail', { day, people }),
        href: `/console/builds/${build.id}`,
        chip: words.daysLeft(build.profileExpiresAt) ?? { text: day, tone: 'warn' },
      };
    }),
  );
}

/** The last uploads that were refused, of the last week. */
async function refused(words: Words): Promise<OverviewPage['attention']> {
  const refusals = await listRefusals(3);
  const since = words.now.getTime() - 7 * dayMs;
  return refusals
    .filter(({ createdAt }) => createdAt.getTime() > since)
    .map((refusal) => {
      const { fileName, reason, at, by } = refusalRow(refusal, words);
      return {
        title: words.t('console.attention.refused', { fileName }),
        detail: `${reason} ${at.ago} · ${by}`,
        href: '/console/refusals',
        chip: { text: words.t('console.refused'), tone: 'bad' },
      };
    });
}

async function latest(
  words: Words,
  { role }: Administrator,
): Promise<OverviewPage['registrations']> {
  const registrations = await latestRegistrations(5);
  return registrations.map(({ userId, user, activatedAt }) => ({
    name: user?.name ?? '',
    href: role === 'admin' ? `/console/people/${userId}` : null,
    department: user?.department ?? '',
    at: words.moment(activatedAt),
  }));
}

async function readTrends(words: Words): Promise<OverviewPage['trends']> {
  const since = firstDay(words.now);
  const [registrations, downloads, builds] = await Promise.all([
    countRegistrationsByDay(since),
    countDownloadsByDay(since),
    countBuildsByDay(since),
  ]);
  return [
    trend(words.t('console.trend.registrations'), registrations, words),
    trend(words.t('console.trend.downloads'), downloads, words),
    trend(words.t('console.trend.builds'), builds, words),
  ];
}
