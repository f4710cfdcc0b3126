import { channelsFor } from '../../access/audience.js';
import type { User } from '../../accounts/model.js';
import { recallsFor } from '../../delivery/holders.js';
import { AppError } from '../../errors.js';
import { type Platform, platforms } from '../../platform.js';
import { offeredReleases } from '../../releases/offered.js';
import type { WholeRelease } from '../../releases/queries.js';
import { localText } from '../../texts/translate.js';
import type { Context, Handler } from '../context.js';
import { statusOf } from '../errors.js';
import type { Services } from '../services.js';
import { androidWarning } from './android-warning.js';
import { mustLeave, platformOf } from './device.js';
import { addressOf } from './landing.js';
import { showLeave } from './leave.js';
import { showNotice } from './notice.js';
import { mintLinks, offersFor } from './offers.js';
import { appPage, deviceOf, personHere } from './person.js';
import { qrCode } from './qr-code.js';
import { sentToTheirStage } from './their-stage.js';

/** What this device installs and how, the other devices one fold below. */
export function showDownload(services: Services): Handler {
  return async (ctx) => {
    const here = await personHere(ctx);
    if (await sentToTheirStage(ctx, services, here, 'registered')) return;
    const { app, user, phone } = here;
    const device = deviceOf(ctx);
    if (mustLeave(device)) return showLeave(ctx, services, app);
    const { channel, channels } = await channelAsked(ctx, app.id, user.id);
    if (channel === null) return showNotice(ctx, services, { app, user, code: 'not_granted' });
    if (ctx.method === 'HEAD') return describePage(ctx, { appId: app.id, channel, user });
    const { offer, obstacles, others } = await offersFor(services, {
      app,
      user,
      device,
      channel,
      locale: ctx.state.locale,
    });
    const recall = await recallOf(ctx, app.id, user.id, offer?.platform ?? platformOf(device));
    if (offer === null && others.length === 0 && recall !== null) {
      return showNotice(ctx, services, { app, user, code: 'recalled', text: recall.text });
    }
    if (offer === null && others.length === 0 && channels.length < 2) {
      return showNotice(ctx, services, { app, user, code: 'nothing_released' });
    }
    await services.views.show(ctx, 'pages/download', {
      ...appPage(app, user),
      device,
      offer,
      others,
      obstacles,
      warning: androidWarning(device.make),
      phone,
      recall,
      channel,
      channels: channels.filter((name) => name !== channel),
      qr: qrCode(addressOf(services, app)),
      host: new URL(services.config.PUBLIC_URL).hostname,
      ticketMinutes: Math.max(1, Math.floor(services.config.TICKET_SECONDS / 60)),
    });
  };
}

/**
 * The tap on a file: mints the ticket and leads to it. A downloader that takes over from the browser
 * gets the address with the ticket in it and needs no cookie. HEAD, which installs nothing, is told
 * the file's length and no ticket. Throws `nothing_released`.
 */
export function startDownload(services: Services): Handler {
  return async (ctx) => {
    const { app, user } = await personHere(ctx);
    const platform = platforms.find((each) => each === ctx.params.platform);
    // What starts an installation on an iPhone is the link on the page itself.
    if (platform === 'ios') return ctx.redirect(`/a/${app.slug}/download`);
    const { channel } = await channelAsked(ctx, app.id, user.id);
    if (channel === null) return showNotice(ctx, services, { app, user, code: 'not_granted' });
    const releases = await offeredReleases(app.id, channel, user.id);
    const whole = releases.find(({ appPlatform }) => appPlatform.platform === platform);
    if (whole === undefined) {
      const details = { app: app.slug };
      throw new AppError('nothing_released', 'There is no release for this device.', { details });
    }
    if (ctx.method === 'HEAD') return describeFile(ctx, services, user, whole);
    const { url } = await mintLinks(services, { app, user }, whole);
    ctx.redirect(new URL(url).pathname);
  };
}

/** What GET would answer, without the tickets that are minted with the page. */
async function describePage(
  ctx: Context,
  { appId, channel, user }: { appId: number; channel: string; user: User },
): Promise<void> {
  const releases = await offeredReleases(appId, channel, user.id);
  ctx.status = releases.length === 0 ? statusOf.nothing_released : 200;
  ctx.type = 'html';
  ctx.body = '';
}

async function describeFile(
  ctx: Context,
  services: Services,
  user: User,
  { release, build }: WholeRelease,
): Promise<void> {
  await services.gate.check(user.id, release.id);
  ctx.status = 200;
  ctx.type = 'application/octet-stream';
  ctx.length = build.size;
}

/** What this person holds on this device's platform and should not use any more. */
async function recallOf(ctx: Context, appId: number, userId: number, platform: Platform | null) {
  const held = (await recallsFor(userId, appId)).find((one) => one.platform === platform);
  return held === undefined
    ? null
    : { version: held.version, text: localText(held.texts, ctx.state.locale) };
}

/** The channel in the query, else the person's first; null for one that is not theirs. */
async function channelAsked(ctx: Context, appId: number, userId: number) {
  const channels = await channelsFor(appId, userId);
  const asked = ctx.query.channel ?? channels[0];
  return { channel: channels.find((name) => name === asked) ?? null, channels };
}
