import { isTextKey, type TextKey } from '../../texts/translate.js';
import type { PersonPages, WayOut } from './page-data.js';

/** What was thrown, as far as a page may know it. */
export interface Trouble {
  code: string;
  status: number;
  requestId: string;
  /** Where it happened. */
  path: string;
  /** The app it is about, where the path does not say so. */
  app: unknown;
}

/** The page of a refusal or a failure: what it is called, what to do, and the way out. */
export function errorPage(trouble: Trouble): PersonPages['pages/error'] {
  const { code, status, requestId } = trouble;
  return {
    code,
    status,
    requestId,
    title: titleOf(code, status),
    text: textOf(code),
    way: wayOut(trouble),
  };
}

function titleOf(code: string, status: number): TextKey {
  const own = `trouble.${code}`;
  if (isTextKey(own)) return own;
  return status >= 500 ? 'trouble.server' : 'trouble.request';
}

/** Where the sentence of the refusal would only repeat the title, what to do instead. */
function textOf(code: string): TextKey {
  const keys = [`trouble.${code}.text`, `error.${code}`];
  return keys.find(isTextKey) ?? 'error.internal';
}

function wayOut({ code, status, path, app }: Trouble): WayOut {
  if (path === '/console' || path.startsWith('/console/')) {
    return { href: '/console', text: 'way.console' };
  }
  const slug = typeof app === 'string' ? app : /^\/a\/([a-z0-9-]+)/.exec(path)?.[1];
  const appPath = slug === undefined ? '/' : `/a/${slug}`;
  // An app that is not there has no page to go back to.
  if (slug === undefined || (code === 'not_found' && path === appPath)) {
    return { href: '/', text: 'way.home' };
  }
  if (code === 'not_registered') return { href: appPath, text: 'way.register' };
  return { href: appPath, text: status >= 500 || status === 429 ? 'way.again' : 'way.app' };
}
