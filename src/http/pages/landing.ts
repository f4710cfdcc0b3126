import type { App } from '../../apps/model.js';
import { findStage } from '../../registrations/stage.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { readDevice } from './device.js';
import { showLeave } from './leave.js';
import { inOrder } from './offers.js';
import { appInPath, appPage, nextPath, visitor } from './person.js';
import { keptMark, printedGuide } from './printed-guide.js';
import { qrCode } from './qr-code.js';

/** Where the QR code leads: it knows the device and the person, and says the one next step. */
export function landing(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const device = readDevice(ctx.get('User-Agent'));
    ctx.vary('User-Agent');
    if (device.inAppBrowser !== null) return showLeave(ctx, services, app);
    const user = await visitor(ctx, services);
    if (user !== null) {
      const { stage } = await findStage(user.id);
      return ctx.redirect(`${nextPath(app.slug, stage)}${keptMark(ctx)}`);
    }
    await services.views.show(ctx, 'pages/landing', {
      ...appPage(app, null),
      desktop: device.form === 'desktop',
      qr: qrCode(addressOf(services, app)),
      offers: await offersOf(app),
      printed: await printedGuide(ctx, services, app),
    });
  };
}

/** What the app's QR code says. */
export function addressOf(services: Services, app: App): string {
  return `${services.config.PUBLIC_URL}/a/${app.slug}`;
}

async function offersOf(app: App) {
  const releases = await offeredReleases(app.id, productionChannel, null);
  return inOrder(releases).map(({ build, appPlatform }) => ({
    platform: appPlatform.platform,
    minimumOsVersion: build.artifact.minimumOsVersion,
  }));
}
