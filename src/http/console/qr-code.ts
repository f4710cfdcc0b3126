import QRCode from 'qrcode';
import { findApp } from '../../apps/apps.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { appAddress } from './apps.js';

/** Four modules of white around the code, which the standard asks for (ISO/IEC 18004). */
const quietZone = 4;
/** Sharp on paper at 45 mm, and beyond. */
const pngSide = 1200;

/** An app's QR code as a drawing, for screen and print. With `?download` it is saved. */
export function showQrSvg(services: Services): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    ctx.type = 'image/svg+xml';
    ctx.body = await QRCode.toString(appAddress(services, app.slug), {
      type: 'svg',
      margin: quietZone,
      errorCorrectionLevel: 'M',
    });
    if (ctx.query.download !== undefined) ctx.attachment(`${app.slug}-qr.svg`);
  };
}

/** The same as a PNG, for those who print from elsewhere. */
export function downloadQrPng(services: Services): Handler {
  return async (ctx) => {
    const app = await findApp(ctx.params.slug ?? '');
    const options = { width: pngSide, margin: quietZone, errorCorrectionLevel: 'M' } as const;
    ctx.attachment(`${app.slug}-qr.png`);
    ctx.type = 'image/png';
    ctx.body = await QRCode.toBuffer(appAddress(services, app.slug), options);
  };
}
