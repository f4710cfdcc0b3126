import { AppError } from '../errors.js';
import type { Handler } from './context.js';
import type { Services } from './services.js';

/**
 * A style sheet, script or picture. Its address changes with its content, so it may be kept for ever. It
 * goes out packed to whoever can unpack it: a page waits for its style sheet. No page does, since a
 * page holds what a stranger typed beside what is secret (BREACH).
 */
export function findAsset(services: Pick<Services, 'views'>): Handler {
  return (ctx) => {
    const fileName = ctx.params.fileName ?? '';
    const asset = services.views.findAsset(fileName);
    if (asset === undefined) throw new AppError('not_found', 'There is no such asset.');
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.vary('Accept-Encoding');
    const brotli = ctx.acceptsEncodings('br', 'identity') === 'br' ? asset.brotli : null;
    if (brotli !== null) ctx.set('Content-Encoding', 'br');
    ctx.set('ETag', `"${asset.hash}${brotli === null ? '' : '-br'}"`);
    ctx.type = fileName.slice(fileName.lastIndexOf('.'));
    ctx.body = brotli ?? asset.body;
  };
}
