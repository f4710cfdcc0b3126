import type { UserAgentRow } from './row.js';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0';
const webView = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/111.0.5563.116';

/** Android phones and tablets by make, HarmonyOS 2 to 4 among them. */
export const androidUserAgents: readonly UserAgentRow[] = [
  [
    'Chrome on any Android since 110',
    'phone',
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`,
    { system: 'android', form: 'phone', version: null, make: null },
  ],
  [
    'Chrome on an Android tablet',
    'phone',
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Safari/537.36`,
    { system: 'android', form: 'tablet' },
  ],
  [
    'Samsung Internet',
    'phone',
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36',
    { system: 'android', version: [13, 0], make: 'samsung', inAppBrowser: null },
  ],
  [
    'a Galaxy by its model',
    'phone',
    `Mozilla/5.0 (Linux; Android 9; SM-G960F) ${chrome} Mobile Safari/537.36`,
    { make: 'samsung', version: [9, 0] },
  ],
  [
    'Huawei Browser',
    'phone',
    'Mozilla/5.0 (Linux; Android 10; HarmonyOS; ELS-AN00; HMSCore 6.11.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Mobile Safari/537.36',
    { system: 'android', make: 'huawei', version: [10, 0], inAppBrowser: null },
  ],
  [
    'a Huawei by its model',
    'phone',
    'Mozilla/5.0 (Linux; Android 9; ELE-AL00 Build/HUAWEIELE-AL00) AppleWebKit/537.36 Chrome/70.0.3538.64 Mobile Safari/537.36',
    { make: 'huawei' },
  ],
  [
    'an Honor',
    'phone',
    'Mozilla/5.0 (Linux; Android 13; MAA-AN00 Build/HONORMAA-AN00) AppleWebKit/537.36 Chrome/110.0.5481.154 Mobile Safari/537.36',
    { make: 'honor' },
  ],
  [
    'MIUI Browser',
    'phone',
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn; 2201123C Build/SKQ1.211006.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.1.8',
    { system: 'android', make: 'xiaomi', version: [12, 0], inAppBrowser: null },
  ],
  [
    'a Xiaomi by its model',
    'phone',
    `Mozilla/5.0 (Linux; Android 11; M2012K11AC Build/RKQ1) ${chrome} Mobile Safari/537.36`,
    { make: 'xiaomi' },
  ],
  [
    'a Redmi',
    'phone',
    `Mozilla/5.0 (Linux; Android 10; Redmi K30) ${chrome} Mobile Safari/537.36`,
    { make: 'xiaomi' },
  ],
  [
    'OPPO Browser',
    'phone',
    'Mozilla/5.0 (Linux; U; Android 11; zh-cn; PEEM00 Build/RKQ1.201217.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/40.7.38.1',
    { make: 'oppo', inAppBrowser: null },
  ],
  [
    'an OPPO by its model',
    'phone',
    `Mozilla/5.0 (Linux; Android 12; CPH2207) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'a realme',
    'phone',
    `Mozilla/5.0 (Linux; Android 12; RMX3031 Build/SP1A) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'vivo Browser',
    'phone',
    'Mozilla/5.0 (Linux; Android 12; V2148A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/14.5.0.0',
    { make: 'vivo', inAppBrowser: null },
  ],
  [
    'a vivo',
    'phone',
    `Mozilla/5.0 (Linux; Android 11; vivo 1906) ${chrome} Mobile Safari/537.36`,
    { make: 'vivo' },
  ],
  [
    'QQ Browser is a browser',
    'phone',
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn; M2012K11AC Build/SKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0.4758.102 MQQBrowser/13.8 Mobile Safari/537.36',
    { inAppBrowser: null },
  ],
  [
    'Huawei Browser on HarmonyOS 4',
    'phone',
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00; HMSCore 6.13.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36',
    { system: 'android', make: 'huawei', version: [12, 0], inAppBrowser: null },
  ],
  [
    'a Huawei tablet on HarmonyOS 3',
    'phone',
    'Mozilla/5.0 (Linux; Android 10; HarmonyOS; DBY-W09; HMSCore 6.11.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Safari/537.36',
    { system: 'android', form: 'tablet', make: 'huawei' },
  ],
  [
    'Honor Browser',
    'phone',
    'Mozilla/5.0 (Linux; Android 14; ANY-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 Mobile Safari/537.36 HonorBrowser/5.4.0.304',
    { make: 'honor', version: [14, 0] },
  ],
  [
    'a Xiaomi on HyperOS',
    'phone',
    `Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1) ${chrome} Mobile Safari/537.36`,
    { make: 'xiaomi' },
  ],
  [
    'a OnePlus',
    'phone',
    `Mozilla/5.0 (Linux; Android 13; PHB110 Build/TP1A) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'an older OnePlus',
    'phone',
    `Mozilla/5.0 (Linux; Android 11; LE2110) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'UC Browser on Android',
    'phone',
    'Mozilla/5.0 (Linux; U; Android 12; zh-CN; V2148A Build/SP1A.210812.003) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36',
    { make: 'vivo', inAppBrowser: null },
  ],
  [
    'Quark, a web view that is a browser',
    'phone',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} Quark/6.9.0.483 Mobile Safari/537.36`,
    { inAppBrowser: null },
  ],
  [
    'Edge on Android',
    'phone',
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36 EdgA/120.0.0.0`,
    { system: 'android', version: null, make: null },
  ],
  [
    'Firefox on Android',
    'phone',
    'Mozilla/5.0 (Android 13; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0',
    { system: 'android', form: 'phone', version: [13, 0], make: null },
  ],
  [
    'a Pixel, which runs no 32-bit app',
    'phone',
    `Mozilla/5.0 (Linux; Android 14; Pixel 8 Pro) ${chrome} Mobile Safari/537.36`,
    { bits: 64 },
  ],
  [
    'a phone of 32 bits',
    'phone',
    'Mozilla/5.0 (Linux; Android 5.1; armv7l; MZ-M57AC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/59.0.3071.125 Mobile Safari/537.36',
    { bits: 32, version: [5, 1] },
  ],
];
