import type { Context } from './context.js';

/** `__Host-`: sent by this very host only, over HTTPS only, for every path. */
const cookieNames = {
  person: '__Host-person',
  console: '__Host-console',
  /** Ties a form to the browser it was shown to. */
  visit: '__Host-visit',
  locale: '__Host-locale',
  /** What must come back from a directory's own page. */
  redirect: '__Host-redirect',
  /** Proves which accounts the browser was signed in to before. */
  browser: '__Host-browser',
  /** The two screens of a helping session. */
  helped: '__Host-helped',
  helping: '__Host-helping',
} as const;

type CookieName = keyof typeof cookieNames;

export function readCookie(ctx: Context, name: CookieName): string | undefined {
  return ctx.cookies.get(cookieNames[name]);
}

/** Without `maxAgeMs` it lives as long as the browser window. */
export function writeCookie(
  ctx: Context,
  name: CookieName,
  value: string,
  maxAgeMs?: number,
): void {
  // TLS may end at a proxy; the browser's side is HTTPS in any case.
  ctx.cookies.secure = true;
  ctx.cookies.set(cookieNames[name], value, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    overwrite: true,
    signed: false,
    ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }),
  });
}

export function clearCookie(ctx: Context, name: CookieName): void {
  writeCookie(ctx, name, '', 0);
}
