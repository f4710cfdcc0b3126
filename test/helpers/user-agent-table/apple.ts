import type { UserAgentRow } from './row.js';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

/** iPhones and iPads, each in a browser of its own. */
export const appleUserAgents: readonly UserAgentRow[] = [
  [
    'Safari on an iPhone',
    'phone',
    `${iphone} Version/17.4.1 Mobile/15E148 Safari/604.1`,
    { system: 'ios', form: 'phone', version: [17, 4], inAppBrowser: null },
  ],
  [
    'Safari 26, whose header stays at 18',
    'phone',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1`,
    { system: 'ios', version: [26, 0] },
  ],
  [
    'Chrome on an iPhone',
    'phone',
    `${iphone} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`,
    { system: 'ios', form: 'phone', inAppBrowser: null },
  ],
  [
    'an old iPad that says so',
    'phone',
    'Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    { system: 'ios', form: 'tablet', version: [12, 5] },
  ],
  [
    'Chrome on an iPad',
    'phone',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 13_3_1) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/113.0.5672.69 Version/11.1.1 Safari/605.1.15',
    { system: 'ios', form: 'tablet' },
  ],
  [
    'QQ Browser on an iPhone',
    'phone',
    `${iphone} Version/17.0 MQQBrowser/15.2.5 Mobile/15E148 Safari/604.1 QBWebViewUA/2 QBWebViewType/1`,
    { inAppBrowser: null },
  ],
  [
    'Edge on an iPhone',
    'phone',
    `${iphone} Version/17.0 EdgiOS/120.0.2210.116 Mobile/15E148 Safari/605.1.15`,
    { system: 'ios', form: 'phone', inAppBrowser: null },
  ],
  [
    'Firefox on an iPhone',
    'phone',
    `${iphone} FxiOS/121.0 Mobile/15E148 Safari/605.1.15`,
    { system: 'ios', form: 'phone', version: [17, 4], inAppBrowser: null },
  ],
  [
    'UC Browser on an iPhone',
    'phone',
    `${iphone} Mobile/21E219 UCBrowser/16.5.5.2233 Mobile AliApp(TUnionSDK/0.1.20.4)`,
    { system: 'ios', inAppBrowser: null },
  ],
  [
    'an iPhone of 32 bits',
    'phone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_4 like Mac OS X) AppleWebKit/603.3.8 (KHTML, like Gecko) Version/10.0 Mobile/14G61 Safari/602.1',
    { system: 'ios', version: [10, 3], bits: null },
  ],
  [
    'Firefox on an iPad',
    'phone',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:109.0) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/121.0 Safari/605.1.15',
    { system: 'ios', form: 'tablet', perhapsIpad: false },
  ],
];
