import type { App } from '../../apps/model.js';
import type { Platform } from '../../platform.js';
import { findStage } from '../../registrations/stage.js';
import { offeredReleases } from '../../releases/offered.js';
import { productionChannel } from '../../releases/queries.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { type Device, mustLeave, platformOf, readDevice } from './device.js';
import { showLeave } from './leave.js';
import { inOrder } from './offers.js';
import type { PersonPages } from './page-data.js';
import { appInPath, appPage, nextPath, visitor } from './person.js';
import { keptMark, printedGuide } from './printed-guide.js';
import { qrCode } from './qr-code.js';

/** Where the QR code leads: it knows the device and the person, and says the one next step. */
export function landing(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const device = readDevice(ctx.get('User-Agent'));
    ctx.vary('User-Agent');
    if (mustLeave(device)) return showLeave(ctx, services, app);
    const user = await visitor(ctx, services);
    if (user !== null) {
      const { stage } = await findStage(user.id);
      return ctx.redirect(`${nextPath(app.slug, stage)}${keptMark(ctx)}`);
    }
    const offers = await offersOf(app);
    const own = device.form === 'desktop' ? platformOf(device) : null;
    await services.views.show(ctx, 'pages/landing', {
      ...appPage(app, null),
      face: faceOf(device),
      form: device.form,
      own: offers.find(({ platform }) => platform === own)?.platform ?? null,
      forPhones: offers.length === 0 || offers.some(({ platform }) => isForPhones(platform)),
      perhapsIpad: device.perhapsIpad && offers.some(({ platform }) => platform === 'ios'),
      qr: qrCode(addressOf(services, app)),
      offers,
      printed: await printedGuide(ctx, services, app),
    });
  };
}

/** What the app's QR code says. */
export function addressOf(services: Services, app: App): string {
  return `${services.config.PUBLIC_URL}/a/${app.slug}`;
}

function faceOf({ system, form }: Device): PersonPages['pages/landing']['face'] {
  if (system === 'harmony-next') return 'unsupported';
  return form === 'desktop' ? 'computer' : 'phone';
}

function isForPhones(platform: Platform): boolean {
  return platform === 'ios' || platform === 'android';
}

async function offersOf(app: App) {
  const releases = await offeredReleases(app.id, productionChannel, null);
  return inOrder(releases).map(({ build, appPlatform }) => ({
    platform: appPlatform.platform,
    minimumOsVersion: build.artifact.minimumOsVersion,
  }));
}
