import { AppError } from '../errors.js';
import type { Handler } from './context.js';
import type { Services } from './services.js';

/** A style sheet, script or picture. Its address changes with its content, so it may be kept for ever. */
export function findAsset(services: Pick<Services, 'views'>): Handler {
  return (ctx) => {
    const fileName = ctx.params.fileName ?? '';
    const asset = services.views.findAsset(fileName);
    if (asset === undefined) throw new AppError('not_found', 'There is no such asset.');
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('ETag', `"${asset.hash}"`);
    ctx.type = fileName.slice(fileName.lastIndexOf('.'));
    ctx.body = asset.body;
  };
}
