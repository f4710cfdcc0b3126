import { manifestImages } from '../../delivery/file-name.js';
import { iconImage } from '../../delivery/icon-image.js';
import { AppError } from '../../errors.js';
import type { Handler } from '../context.js';
import type { Services } from '../services.js';
import { admit } from './admission.js';

/** One of the two images an install manifest names: a true PNG of exactly that side. */
export function sendIcon(services: Services): Handler {
  const sides = new Map(
    Object.values(manifestImages).map(({ fileName, side }) => [fileName as string, side]),
  );
  return async (ctx) => {
    const { build } = await admit(ctx, services, 'icon');
    const side = sides.get(ctx.params.fileName ?? '');
    if (side === undefined) throw new AppError('ticket_invalid', 'There is no such image.');
    ctx.type = 'png';
    ctx.body = await iconImage(services.store, build.iconKey, side);
  };
}
