import { browserKnownMs, knownBrowser, rememberBrowser } from '../accounts/known-browser.js';
import type { Context } from './context.js';
import { readCookie, writeCookie } from './cookies.js';
import type { Services } from './services.js';

type Needed = Pick<Services, 'browserKeys' | 'now'>;

/** The browser that asks, if somebody signed in to this account with it before; else null. */
export function browserOf(ctx: Context, services: Needed, account: string): Promise<string | null> {
  const cookie = readCookie(ctx, 'browser');
  return knownBrowser(services.browserKeys, { account, cookie }, services.now());
}

/** Lets the browser prove later that somebody signed in to this account with it. */
export function keepBrowser(ctx: Context, services: Needed, account: string): void {
  const cookie = readCookie(ctx, 'browser');
  const value = rememberBrowser(services.browserKeys, { account, cookie }, services.now());
  writeCookie(ctx, 'browser', value, browserKnownMs);
}
