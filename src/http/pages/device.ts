import type { Platform } from '../../platform.js';

export type System = 'ios' | 'android' | 'harmony-next' | 'macos' | 'windows' | 'other';
export type AndroidMake = 'huawei' | 'honor' | 'xiaomi' | 'oppo' | 'vivo' | 'samsung';

/** The apps that open a link inside themselves, where nothing can be installed. */
export type InAppBrowser =
  | 'wecom'
  | 'wechat'
  | 'dingtalk'
  | 'feishu'
  | 'welink'
  | 'weibo'
  | 'alipay'
  | 'taobao'
  | 'baidu'
  | 'douyin'
  | 'qq'
  | 'other';

/** What a User-Agent header lets one guess. It decides what a page says first, never what one may do. */
export interface Device {
  system: System;
  form: 'phone' | 'tablet' | 'desktop';
  /** `[major, minor]`; null where the header does not tell or is known to say the same of all. */
  version: readonly [number, number] | null;
  /** An iPad's Safari sends a Mac's header. */
  perhapsIpad: boolean;
  make: AndroidMake | null;
  inAppBrowser: InAppBrowser | null;
}

/** Reads a User-Agent header. */
export function readDevice(userAgent: string): Device {
  const system = readSystem(userAgent);
  return {
    system,
    form: readForm(system, userAgent),
    version: readVersion(system, userAgent),
    perhapsIpad: system === 'macos' && !/Chrome\/|Firefox\/|MacWechat/.test(userAgent),
    make: system === 'android' ? firstMatch(makes, userAgent) : null,
    inAppBrowser: readInAppBrowser(system, userAgent),
  };
}

/** The platform whose builds run on it, or null. */
export function platformOf(device: Device): Platform | null {
  return device.system === 'harmony-next' || device.system === 'other' ? null : device.system;
}

/** In this order: HarmonyOS NEXT looks like Chrome, a Windows phone like Android, an iPad like a Mac. */
const systems: readonly [System, RegExp][] = [
  ['harmony-next', /OpenHarmony|ArkWeb\//],
  ['other', /Windows Phone/],
  ['android', /Android/],
  ['ios', /iPhone|iPad|iPod/],
  ['ios', /Macintosh.*(?:CriOS|FxiOS|EdgiOS|Mobile\/)/],
  ['windows', /Windows NT/],
  ['macos', /Macintosh/],
];

function readSystem(userAgent: string): System {
  return firstMatch(systems, userAgent) ?? 'other';
}

function readForm(system: System, userAgent: string): Device['form'] {
  switch (system) {
    case 'ios':
      return /iPhone|iPod/.test(userAgent) ? 'phone' : 'tablet';
    case 'android':
      return /Mobile/.test(userAgent) ? 'phone' : 'tablet';
    case 'harmony-next':
      if (/\(PC;/.test(userAgent)) return 'desktop';
      return /\(Tablet;/.test(userAgent) ? 'tablet' : 'phone';
    default:
      return 'desktop';
  }
}

/** Safari stopped counting `OS` at 18; from 26 on `Version` tells. Chrome's `Android 10; K` is everybody's. */
function readVersion(system: System, userAgent: string): Device['version'] {
  if (system === 'ios') {
    const safari = /Version\/(\d+)\.(\d+)/.exec(userAgent);
    if (Number(safari?.[1]) >= 26) return pair(safari);
    return pair(/ OS (\d+)[_.](\d+)/.exec(userAgent));
  }
  if (system !== 'android' || /Android 10; K\)/.test(userAgent)) return null;
  return pair(/Android (\d+)(?:\.(\d+))?/.exec(userAgent));
}

function pair(match: RegExpExecArray | null): Device['version'] {
  return match === null ? null : [Number(match[1]), Number(match[2] ?? 0)];
}

/** By name, by the maker's own browser, by the form of its model numbers. */
const makes: readonly [AndroidMake, RegExp][] = [
  ['honor', /honor/i],
  ['huawei', /huawei|HarmonyOS|HMSCore|; [A-Z]{3}-[A-Z]{1,2}\d{2}\w?(?: Build|\)|;)/i],
  ['xiaomi', /MiuiBrowser|Xiaomi|Redmi|POCO|; (?:MI|Mi|MIX) |; M?2\d{3,7}[A-Z]\w*(?: Build|\)|;)/],
  ['oppo', /HeyTapBrowser|OppoBrowser|OPPO|OnePlus|realme|; (?:P[A-Z]{3}\d{2}|CPH\d{4}|RMX\d{4})/],
  ['vivo', /VivoBrowser|vivo|iQOO|; V\d{4}[A-Z]{1,2}(?: Build|\)|;)/],
  ['samsung', /SamsungBrowser|SAMSUNG|; SM-[A-Z]\d/],
];

/** WeCom says it is WeChat as well, and WeChat on Android QQ Browser's engine; some browsers are web views. */
const inAppBrowsers: readonly [InAppBrowser, RegExp][] = [
  ['wecom', /wxwork\//i],
  ['wechat', /MicroMessenger/i],
  ['dingtalk', /DingTalk/i],
  ['feishu', /\bLark\/|Feishu/i],
  ['welink', /WeLink|AnyOffice/i],
  ['weibo', /\bWeibo\b|__weibo__/i],
  ['alipay', /AlipayClient|AliApp\(AP/],
  ['taobao', /AliApp\(TB/],
  ['baidu', /baiduboxapp/i],
  ['douyin', /BytedanceWebview|aweme|NewsArticle/i],
  ['qq', /\bQQ\//],
  ['other', /; wv\)(?!.*(?<!MQQ)Browser\/)|\bFB(?:AN|AV)\b|Instagram|\bLine\/|LinkedInApp/],
];

/** An iPhone's web view has no `Safari/` in its header; every browser there has. */
function readInAppBrowser(system: System, userAgent: string): InAppBrowser | null {
  const named = firstMatch(inAppBrowsers, userAgent);
  if (named !== null) return named;
  return system === 'ios' && !/Safari\//.test(userAgent) ? 'other' : null;
}

function firstMatch<Name>(table: readonly [Name, RegExp][], text: string): Name | null {
  return table.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
