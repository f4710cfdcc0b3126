import { type Locale, locales } from '../../texts/translate.js';
import type { Context, Middleware } from '../context.js';
import { readCookie, writeCookie } from '../cookies.js';

const year = 365 * 24 * 60 * 60 * 1000;

/** The language: as just switched (`?lang=`), as switched before, as the browser asks, else Chinese. */
export function chooseLocale(): Middleware {
  return async (ctx, next) => {
    const switched = asLocale(ctx.query.lang);
    ctx.state.locale = switched ?? asLocale(readCookie(ctx, 'locale')) ?? accepted(ctx);
    if (switched !== undefined) writeCookie(ctx, 'locale', switched, year);
    ctx.vary('Accept-Language');
    await next();
  };
}

function accepted(ctx: Context): Locale {
  return ctx.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

function asLocale(text: unknown): Locale | undefined {
  return locales.find((locale) => locale === text);
}
