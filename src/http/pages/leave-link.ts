import type { InAppBrowser } from './device/in-app-browsers.js';
import type { Device } from './device.js';

/**
 * A link that opens the address outside the app, or null where none is known to work: `intent:` on
 * Android, `x-safari-https:` from iOS 17 on. Tencent's apps let neither through.
 */
export function leaveLink(
  address: string,
  browser: InAppBrowser,
  { system, version }: Device,
): string | null {
  if (closed.includes(browser)) return null;
  if (system === 'ios') {
    return version !== null && version[0] >= 17 ? `x-safari-${address}` : null;
  }
  if (system !== 'android') return null;
  const fields = [
    'scheme=https',
    'action=android.intent.action.VIEW',
    'category=android.intent.category.BROWSABLE',
    `S.browser_fallback_url=${encodeURIComponent(address)}`,
  ];
  return `${address.replace(/^https:/, 'intent:')}#Intent;${fields.join(';')};end`;
}

const closed: readonly InAppBrowser[] = ['wechat', 'wecom', 'qq'];
