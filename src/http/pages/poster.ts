import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { addressOf } from './landing.js';
import { appInPath, appPage } from './person.js';
import { qrCode } from './qr-code.js';

/** One sheet of A4 with one QR code, to hang up. */
export function showPoster(services: Services): Handler {
  return async (ctx) => {
    const app = await appInPath(ctx);
    const address = addressOf(services, app);
    await services.views.show(ctx, 'pages/poster', {
      ...appPage(app, null),
      qr: qrCode(address),
      address: address.replace('https://', ''),
      inline: null,
    });
  };
}
