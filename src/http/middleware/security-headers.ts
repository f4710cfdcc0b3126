import type { Middleware } from '../context.js';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every answer carries. A download's address holds a ticket, so it sends no referrer at all. */
export function securityHeaders(options: { strictTransport(): boolean }): Middleware {
  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', contentSecurityPolicy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('X-Frame-Options', 'DENY');
    ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
    ctx.set('X-Robots-Tag', 'noindex');
    ctx.set('Referrer-Policy', ctx.path.startsWith('/d/') ? 'no-referrer' : 'same-origin');
    // A page may hold a person's details; what may be kept says so itself.
    ctx.set('Cache-Control', 'no-store');
    if (options.strictTransport()) ctx.set('Strict-Transport-Security', 'max-age=31536000');
    await next();
  };
}
