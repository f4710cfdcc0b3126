import { z } from 'zod';
import { findApp } from '../../apps/apps.js';
import { issueLinks } from '../../delivery/issue-links.js';
import { AppError } from '../../errors.js';
import { type Platform, platforms } from '../../platform.js';
import { findKnownPerson } from '../../registrations/known-person.js';
import { offeredReleases } from '../../releases/offered.js';
import type { WholeRelease } from '../../releases/queries.js';
import { actorOf, type Handler } from '../context.js';
import { parse } from '../parse.js';
import type { Services } from '../services.js';
import { channelField, slugField } from './fields.js';
import { requireKnownPerson } from './people.js';

const newTicket = z.strictObject({
  app: slugField,
  platform: z.enum(platforms),
  channel: channelField,
});

/**
 * `POST /api/v1/people/:number/tickets`: what a tap on the button would give a registered person.
 * `url`, for iOS also `installLink`, and until when they open.
 */
export function postTicket(services: Services): Handler {
  return async (ctx) => {
    const { app, platform, channel } = parse(newTicket, ctx.request.body);
    const { id: appId } = await findApp(app);
    const asked = ctx.params.number ?? '';
    const person = await findKnownPerson(asked);
    const releases = await offeredReleases(appId, channel, person?.userId ?? null);
    const releaseId = releaseFor(platform, releases, app);
    const { number, userId } = person ?? (await requireKnownPerson(asked));
    if (userId === null) throw new AppError('not_registered', 'This person is not registered.');
    const input = { releaseId, userId, number, actor: actorOf(ctx) };
    const { url, installLink, expiresAt } = await issueLinks(services, input, services.now());
    ctx.body = { url, installLink, expiresAt: expiresAt.toISOString() };
  };
}

function releaseFor(platform: Platform, releases: readonly WholeRelease[], slug: string): number {
  const found = releases.find(({ appPlatform }) => appPlatform.platform === platform);
  if (found !== undefined) return found.release.id;
  throw new AppError('nothing_released', `"${slug}" has no release for ${platform} now.`);
}
