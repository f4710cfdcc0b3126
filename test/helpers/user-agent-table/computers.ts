import type { UserAgentRow } from './row.js';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0';

/** Computers, what is none of it all, and HarmonyOS NEXT of every form. */
export const computerUserAgents: readonly UserAgentRow[] = [
  [
    'Safari on an iPad or a Mac',
    'computer',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15',
    { system: 'macos', form: 'desktop', perhapsIpad: true, version: null, inAppBrowser: null },
  ],
  [
    'Chrome on a Mac',
    'computer',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36`,
    { system: 'macos', perhapsIpad: false },
  ],
  [
    'Firefox on a Mac',
    'computer',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:121.0) Gecko/20100101 Firefox/121.0',
    { system: 'macos', perhapsIpad: false },
  ],
  [
    'Edge on Windows',
    'computer',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/120.0.0.0`,
    { system: 'windows', form: 'desktop', inAppBrowser: null },
  ],
  [
    'Firefox on Linux',
    'computer',
    'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0',
    { system: 'other', form: 'desktop' },
  ],
  [
    'a Chromebook',
    'computer',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`,
    { system: 'other' },
  ],
  [
    'a Windows phone',
    'phone',
    'Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063',
    { system: 'other' },
  ],
  ['no header at all', 'computer', '', { system: 'other', form: 'desktop', inAppBrowser: null }],
  ['curl', 'computer', 'curl/7.88.1', { system: 'other', inAppBrowser: null }],
  [
    'a HarmonyOS NEXT phone',
    'unsupported',
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile',
    { system: 'harmony-next', form: 'phone', make: null },
  ],
  [
    'a HarmonyOS NEXT tablet',
    'unsupported',
    'Mozilla/5.0 (Tablet; OpenHarmony 5.0; HarmonyOS 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1',
    { system: 'harmony-next', form: 'tablet' },
  ],
  [
    'a HarmonyOS NEXT computer',
    'unsupported',
    'Mozilla/5.0 (PC; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1',
    { system: 'harmony-next', form: 'desktop' },
  ],
  [
    'Chrome on Linux',
    'computer',
    `Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36`,
    { system: 'other', form: 'desktop' },
  ],
  [
    'Firefox on Windows',
    'computer',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0',
    { system: 'windows', form: 'desktop' },
  ],
  [
    'Edge on a Mac',
    'computer',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36 Edg/120.0.0.0`,
    { system: 'macos', perhapsIpad: false },
  ],
  [
    'WeChat on HarmonyOS NEXT',
    'unsupported',
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.14.34(0xf3400e22) Weixin NetType/WIFI Language/zh_CN',
    { system: 'harmony-next', inAppBrowser: 'wechat' },
  ],
];
