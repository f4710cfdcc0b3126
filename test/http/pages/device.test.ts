import test from 'ava';
import { type Device, platformOf, readDevice } from '../../../src/http/pages/device.js';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0';
const webView = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/111.0.5563.116';

const table: [title: string, userAgent: string, expected: Partial<Device>][] = [
  [
    'Safari on an iPhone',
    `${iphone} Version/17.4.1 Mobile/15E148 Safari/604.1`,
    { system: 'ios', form: 'phone', version: [17, 4], inAppBrowser: null },
  ],
  [
    'Safari 26, whose header stays at 18',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1`,
    { system: 'ios', version: [26, 0] },
  ],
  [
    'Chrome on an iPhone',
    `${iphone} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`,
    { system: 'ios', form: 'phone', inAppBrowser: null },
  ],
  [
    'an old iPad that says so',
    'Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    { system: 'ios', form: 'tablet', version: [12, 5] },
  ],
  [
    'Safari on an iPad or a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15',
    { system: 'macos', form: 'desktop', perhapsIpad: true, version: null, inAppBrowser: null },
  ],
  [
    'Chrome on an iPad',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 13_3_1) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/113.0.5672.69 Version/11.1.1 Safari/605.1.15',
    { system: 'ios', form: 'tablet' },
  ],
  [
    'Chrome on a Mac',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36`,
    { system: 'macos', perhapsIpad: false },
  ],
  [
    'Firefox on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:121.0) Gecko/20100101 Firefox/121.0',
    { system: 'macos', perhapsIpad: false },
  ],
  [
    'Edge on Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/120.0.0.0`,
    { system: 'windows', form: 'desktop', inAppBrowser: null },
  ],
  [
    'Firefox on Linux',
    'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0',
    { system: 'other', form: 'desktop' },
  ],
  [
    'a Chromebook',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`,
    { system: 'other' },
  ],
  [
    'a Windows phone',
    'Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063',
    { system: 'other' },
  ],
  ['no header at all', '', { system: 'other', form: 'desktop', inAppBrowser: null }],
  ['curl', 'curl/7.88.1', { system: 'other', inAppBrowser: null }],

  [
    'Chrome on any Android since 110',
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`,
    { system: 'android', form: 'phone', version: null, make: null },
  ],
  [
    'Chrome on an Android tablet',
    `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Safari/537.36`,
    { system: 'android', form: 'tablet' },
  ],
  [
    'Samsung Internet',
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36',
    { system: 'android', version: [13, 0], make: 'samsung', inAppBrowser: null },
  ],
  [
    'a Galaxy by its model',
    `Mozilla/5.0 (Linux; Android 9; SM-G960F) ${chrome} Mobile Safari/537.36`,
    { make: 'samsung', version: [9, 0] },
  ],
  [
    'Huawei Browser',
    'Mozilla/5.0 (Linux; Android 10; HarmonyOS; ELS-AN00; HMSCore 6.11.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Mobile Safari/537.36',
    { system: 'android', make: 'huawei', version: [10, 0], inAppBrowser: null },
  ],
  [
    'a Huawei by its model',
    'Mozilla/5.0 (Linux; Android 9; ELE-AL00 Build/HUAWEIELE-AL00) AppleWebKit/537.36 Chrome/70.0.3538.64 Mobile Safari/537.36',
    { make: 'huawei' },
  ],
  [
    'an Honor',
    'Mozilla/5.0 (Linux; Android 13; MAA-AN00 Build/HONORMAA-AN00) AppleWebKit/537.36 Chrome/110.0.5481.154 Mobile Safari/537.36',
    { make: 'honor' },
  ],
  [
    'MIUI Browser',
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn; 2201123C Build/SKQ1.211006.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.1.8',
    { system: 'android', make: 'xiaomi', version: [12, 0], inAppBrowser: null },
  ],
  [
    'a Xiaomi by its model',
    `Mozilla/5.0 (Linux; Android 11; M2012K11AC Build/RKQ1) ${chrome} Mobile Safari/537.36`,
    { make: 'xiaomi' },
  ],
  [
    'a Redmi',
    `Mozilla/5.0 (Linux; Android 10; Redmi K30) ${chrome} Mobile Safari/537.36`,
    { make: 'xiaomi' },
  ],
  [
    'OPPO Browser',
    'Mozilla/5.0 (Linux; U; Android 11; zh-cn; PEEM00 Build/RKQ1.201217.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/40.7.38.1',
    { make: 'oppo', inAppBrowser: null },
  ],
  [
    'an OPPO by its model',
    `Mozilla/5.0 (Linux; Android 12; CPH2207) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'a realme',
    `Mozilla/5.0 (Linux; Android 12; RMX3031 Build/SP1A) ${chrome} Mobile Safari/537.36`,
    { make: 'oppo' },
  ],
  [
    'vivo Browser',
    'Mozilla/5.0 (Linux; Android 12; V2148A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/14.5.0.0',
    { make: 'vivo', inAppBrowser: null },
  ],
  [
    'a vivo',
    `Mozilla/5.0 (Linux; Android 11; vivo 1906) ${chrome} Mobile Safari/537.36`,
    { make: 'vivo' },
  ],

  [
    'a HarmonyOS NEXT phone',
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile',
    { system: 'harmony-next', form: 'phone', make: null },
  ],
  [
    'a HarmonyOS NEXT tablet',
    'Mozilla/5.0 (Tablet; OpenHarmony 5.0; HarmonyOS 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1',
    { system: 'harmony-next', form: 'tablet' },
  ],
  [
    'a HarmonyOS NEXT computer',
    'Mozilla/5.0 (PC; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1',
    { system: 'harmony-next', form: 'desktop' },
  ],

  [
    'WeChat on an iPhone',
    `${iphone} Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN`,
    { system: 'ios', inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on Android',
    `Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1; wv) ${webView} Mobile Safari/537.36 XWEB/1110005 MMWEBSDK/20230405 MMWEBID/2585 MicroMessenger/8.0.35.2360(0x2800235D) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
    { system: 'android', make: 'xiaomi', inAppBrowser: 'wechat' },
  ],
  [
    'an old WeChat on QQ Browser’s engine',
    'Mozilla/5.0 (Linux; Android 9; MI 8 Build/PKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/44704 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/7.0.5.1440(0x27000537) NetType/WIFI Language/zh_CN',
    { inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on a Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.4 NetType/WIFI',
    { system: 'macos', perhapsIpad: false, inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on Windows',
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${chrome} Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090719)`,
    { system: 'windows', inAppBrowser: 'wechat' },
  ],
  [
    'WeCom on an iPhone, before WeChat',
    `${iphone} Mobile/15E148 wxwork/4.1.16 MicroMessenger/7.0.1 Language/zh`,
    { inAppBrowser: 'wecom' },
  ],
  [
    'WeCom on Android',
    `Mozilla/5.0 (Linux; Android 10; ELE-AL00; wv) ${webView} Mobile Safari/537.36 wxwork/4.1.10 MicroMessenger/7.0.1 NetType/WIFI Language/zh`,
    { inAppBrowser: 'wecom', make: 'huawei' },
  ],
  [
    'the QQ app on an iPhone',
    `${iphone} Mobile/15E148 QQ/9.0.20.604 V1_IPH_SQ_9.0.20_1_APP_A Pixel/1170`,
    { inAppBrowser: 'qq' },
  ],
  [
    'the QQ app on Android',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} MQQBrowser/6.2 TBS/046295 Mobile Safari/537.36 V1_AND_SQ_8.9.50_3898_YYB_D QQ/8.9.50.10650 NetType/WIFI`,
    { inAppBrowser: 'qq', make: 'vivo' },
  ],
  [
    'QQ Browser is a browser',
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn; M2012K11AC Build/SKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0.4758.102 MQQBrowser/13.8 Mobile Safari/537.36',
    { inAppBrowser: null },
  ],
  [
    'QQ Browser on an iPhone',
    `${iphone} Version/17.0 MQQBrowser/15.2.5 Mobile/15E148 Safari/604.1 QBWebViewUA/2 QBWebViewType/1`,
    { inAppBrowser: null },
  ],
  [
    'DingTalk',
    `${iphone} Mobile/21E236 AliApp(DingTalk/7.5.10) com.laiwang.DingTalk/35555178 Channel/201200 language/zh-Hans-CN`,
    { inAppBrowser: 'dingtalk' },
  ],
  [
    'Feishu',
    `Mozilla/5.0 (Linux; Android 11; PEEM00; wv) ${webView} Mobile Safari/537.36 Lark/7.6.8 LarkLocale/zh_CN ChannelName/Feishu`,
    { inAppBrowser: 'feishu', make: 'oppo' },
  ],
  [
    'WeLink, as a university ships it',
    `Mozilla/5.0 (Linux; Android 10; ELE-AL00; wv) ${webView} Mobile Safari/537.36 HuaWei-AnyOffice/1.0.0/cn.edu.hit.welink`,
    { inAppBrowser: 'welink' },
  ],
  [
    'Weibo',
    `${iphone} Mobile/15E148 Weibo (iPhone14,5__weibo__14.1.0__iphone__os17.4.1)`,
    { inAppBrowser: 'weibo' },
  ],
  [
    'Alipay',
    `${iphone} Mobile/21E236 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI) AliApp(AP/10.5.60.6000) AlipayClient/10.5.60.6000`,
    { inAppBrowser: 'alipay' },
  ],
  [
    'Taobao',
    `${iphone} Mobile/15E148 WindVane/8.7.2 AliApp(TB/10.32.10) UT4Aplus/0.0.4`,
    { inAppBrowser: 'taobao' },
  ],
  [
    'Baidu',
    `${iphone} Mobile/15E148 SP-engine/2.88.0 main%2F1.0 baiduboxapp/13.58.0.11`,
    { inAppBrowser: 'baidu' },
  ],
  [
    'Douyin',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} Mobile Safari/537.36 aweme_280000 BytedanceWebview/d8a21c6`,
    { inAppBrowser: 'douyin' },
  ],
  [
    'any Android web view',
    `Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A; wv) ${webView} Mobile Safari/537.36`,
    { inAppBrowser: 'other' },
  ],
  ['any web view on an iPhone', `${iphone} Mobile/15E148`, { inAppBrowser: 'other' }],
];

for (const [title, userAgent, expected] of table) {
  test(`${title} is known`, (t) => {
    t.like(readDevice(userAgent), expected);
  });
}

test('a device takes the builds of its own system, and HarmonyOS NEXT none', (t) => {
  t.is(platformOf(readDevice(`${iphone} Safari/604.1`)), 'ios');
  t.is(platformOf(readDevice('Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 Mobile')), null);
  t.is(platformOf(readDevice('curl/7.88.1')), null);
});
