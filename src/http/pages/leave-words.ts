import type { TextKey } from '../../texts/translate.js';
import type { InAppBrowser } from './device/in-app-browsers.js';
import type { Device } from './device.js';

/** How to leave an app's own browser by hand: where its menu is, how it looks, which entry to choose. */
export interface LeaveWords {
  corner: 'top' | 'bottom';
  glyph: 'dots' | 'lines';
  /** Icons with a word below each, or lines of words. */
  menu: 'icons' | 'lines';
  item: TextKey;
  computer: boolean;
}

/** The menu of this app on this system. */
export function leaveWords(browser: InAppBrowser, device: Device): LeaveWords {
  const { ios, android, computer } = items[browser];
  const onComputer = device.form === 'desktop';
  const item = device.system === 'ios' ? ios : onComputer ? computer : android;
  const isBaidu = browser === 'baidu' && !onComputer;
  return {
    corner: isBaidu ? 'bottom' : 'top',
    glyph: isBaidu ? 'lines' : 'dots',
    menu: onComputer || browser === 'other' ? 'lines' : 'icons',
    item,
    computer: onComputer,
  };
}

const anyBrowser = 'leave.item.browser';
const inBrowser = 'leave.item.in-browser';
const defaultBrowser = 'leave.item.default';
const withBrowser = 'leave.item.with';
const safari = 'leave.item.safari';

interface Items {
  ios: TextKey;
  android: TextKey;
  computer: TextKey;
}

/** The entry's words as each app writes them. */
const items: Record<InAppBrowser, Items> = {
  wechat: { ios: defaultBrowser, android: anyBrowser, computer: defaultBrowser },
  wecom: { ios: safari, android: defaultBrowser, computer: defaultBrowser },
  dingtalk: { ios: safari, android: inBrowser, computer: inBrowser },
  feishu: { ios: inBrowser, android: inBrowser, computer: inBrowser },
  welink: { ios: safari, android: inBrowser, computer: inBrowser },
  weibo: { ios: safari, android: inBrowser, computer: inBrowser },
  alipay: { ios: safari, android: inBrowser, computer: inBrowser },
  taobao: { ios: safari, android: inBrowser, computer: inBrowser },
  baidu: { ios: safari, android: withBrowser, computer: inBrowser },
  douyin: { ios: safari, android: anyBrowser, computer: inBrowser },
  qq: { ios: safari, android: withBrowser, computer: inBrowser },
  other: { ios: safari, android: inBrowser, computer: inBrowser },
};
