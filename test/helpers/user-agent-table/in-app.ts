import type { UserAgentRow } from './row.js';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0';
const webView = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/111.0.5563.116';

/** Links opened inside an app. */
export const inAppUserAgents: readonly UserAgentRow[] = [
  [
    'WeChat on an iPhone',
    'leave',
    `${iphone} Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN`,
    { system: 'ios', inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on Android',
    'leave',
    `Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1; wv) ${webView} Mobile Safari/537.36 XWEB/1110005 MMWEBSDK/20230405 MMWEBID/2585 MicroMessenger/8.0.35.2360(0x2800235D) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
    { system: 'android', make: 'xiaomi', inAppBrowser: 'wechat' },
  ],
  [
    'an old WeChat on QQ Browser’s engine',
    'leave',
    'Mozilla/5.0 (Linux; Android 9; MI 8 Build/PKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 TBS/44704 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/7.0.5.1440(0x27000537) NetType/WIFI Language/zh_CN',
    { inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on a Mac',
    'leave',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.4 NetType/WIFI',
    { system: 'macos', perhapsIpad: false, inAppBrowser: 'wechat' },
  ],
  [
    'WeChat on Windows',
    'leave',
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${chrome} Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090719)`,
    { system: 'windows', inAppBrowser: 'wechat' },
  ],
  [
    'WeCom on an iPhone, before WeChat',
    'leave',
    `${iphone} Mobile/15E148 wxwork/4.1.16 MicroMessenger/7.0.1 Language/zh`,
    { inAppBrowser: 'wecom' },
  ],
  [
    'WeCom on Android',
    'leave',
    `Mozilla/5.0 (Linux; Android 10; ELE-AL00; wv) ${webView} Mobile Safari/537.36 wxwork/4.1.10 MicroMessenger/7.0.1 NetType/WIFI Language/zh`,
    { inAppBrowser: 'wecom', make: 'huawei' },
  ],
  [
    'the QQ app on an iPhone',
    'leave',
    `${iphone} Mobile/15E148 QQ/9.0.20.604 V1_IPH_SQ_9.0.20_1_APP_A Pixel/1170`,
    { inAppBrowser: 'qq' },
  ],
  [
    'the QQ app on Android',
    'leave',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} MQQBrowser/6.2 TBS/046295 Mobile Safari/537.36 V1_AND_SQ_8.9.50_3898_YYB_D QQ/8.9.50.10650 NetType/WIFI`,
    { inAppBrowser: 'qq', make: 'vivo' },
  ],
  [
    'DingTalk',
    'leave',
    `${iphone} Mobile/21E236 AliApp(DingTalk/7.5.10) com.laiwang.DingTalk/35555178 Channel/201200 language/zh-Hans-CN`,
    { inAppBrowser: 'dingtalk' },
  ],
  [
    'Feishu',
    'leave',
    `Mozilla/5.0 (Linux; Android 11; PEEM00; wv) ${webView} Mobile Safari/537.36 Lark/7.6.8 LarkLocale/zh_CN ChannelName/Feishu`,
    { inAppBrowser: 'feishu', make: 'oppo' },
  ],
  [
    'WeLink, as a university ships it',
    'leave',
    `Mozilla/5.0 (Linux; Android 10; ELE-AL00; wv) ${webView} Mobile Safari/537.36 HuaWei-AnyOffice/1.0.0/cn.edu.hit.welink`,
    { inAppBrowser: 'welink' },
  ],
  [
    'Weibo',
    'leave',
    `${iphone} Mobile/15E148 Weibo (iPhone14,5__weibo__14.1.0__iphone__os17.4.1)`,
    { inAppBrowser: 'weibo' },
  ],
  [
    'Alipay',
    'leave',
    `${iphone} Mobile/21E236 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:WIFI) AliApp(AP/10.5.60.6000) AlipayClient/10.5.60.6000`,
    { inAppBrowser: 'alipay' },
  ],
  [
    'Taobao',
    'leave',
    `${iphone} Mobile/15E148 WindVane/8.7.2 AliApp(TB/10.32.10) UT4Aplus/0.0.4`,
    { inAppBrowser: 'taobao' },
  ],
  [
    'Baidu',
    'leave',
    `${iphone} Mobile/15E148 SP-engine/2.88.0 main%2F1.0 baiduboxapp/13.58.0.11`,
    { inAppBrowser: 'baidu' },
  ],
  [
    'Douyin',
    'leave',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} Mobile Safari/537.36 aweme_280000 BytedanceWebview/d8a21c6`,
    { inAppBrowser: 'douyin' },
  ],
  [
    'any Android web view',
    'leave',
    `Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A; wv) ${webView} Mobile Safari/537.36`,
    { inAppBrowser: 'other' },
  ],
  ['any web view on an iPhone', 'leave', `${iphone} Mobile/15E148`, { inAppBrowser: 'other' }],
  [
    'WeCom on Windows',
    'leave',
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${chrome} Safari/537.36 wxwork/4.1.13 MicroMessenger/7.0.1 appname/wxwork`,
    { system: 'windows', inAppBrowser: 'wecom' },
  ],
  [
    'DingTalk on Android',
    'leave',
    `Mozilla/5.0 (Linux; U; Android 12; zh-CN; V2148A Build/SP1A) ${webView} Mobile Safari/537.36 AliApp(DingTalk/7.5.10) com.alibaba.android.rimet/35510010 Channel/701274`,
    { inAppBrowser: 'dingtalk', make: 'vivo' },
  ],
  [
    'DingTalk on Windows',
    'leave',
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${chrome} Safari/537.36 DingTalk(7.0.40-Release.7149109) nw(0.14.7, leveldb) DingWeb Channel/201200`,
    { system: 'windows', inAppBrowser: 'dingtalk' },
  ],
  [
    'Feishu on an iPhone',
    'leave',
    `${iphone} Mobile/15E148 Safari/604.1 Lark/7.8.5 LarkLocale/zh_CN ChannelName/Feishu`,
    { inAppBrowser: 'feishu' },
  ],
  [
    'Feishu on a Mac',
    'leave',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36 Lark/7.8.5 LarkLocale/zh_CN Electron/22.0.0`,
    { system: 'macos', perhapsIpad: false, inAppBrowser: 'feishu' },
  ],
  [
    'WeLink on an iPhone',
    'leave',
    `${iphone} Mobile/15E148 HuaWei-AnyOffice/1.0.0/com.huawei.cloudlink.workplace`,
    { inAppBrowser: 'welink' },
  ],
  [
    'Weibo on Android',
    'leave',
    `Mozilla/5.0 (Linux; Android 10; ELE-AL00 Build/HUAWEIELE-AL00; wv) ${webView} Mobile Safari/537.36 Weibo (HUAWEI-ELE-AL00__weibo__13.12.1__android__android10)`,
    { inAppBrowser: 'weibo', make: 'huawei' },
  ],
  [
    'Alipay on Android',
    'leave',
    `Mozilla/5.0 (Linux; U; Android 11; zh-CN; PEEM00 Build/RKQ1) ${webView} UCBS/3.22 Mobile Safari/537.36 AliApp(AP/10.5.60.8000) AlipayClient/10.5.60.8000 Language/zh-Hans`,
    { inAppBrowser: 'alipay', make: 'oppo' },
  ],
  [
    'Taobao on Android',
    'leave',
    `Mozilla/5.0 (Linux; U; Android 12; zh-CN; 2201123C) ${webView} UCBS/3.22 Mobile Safari/537.36 AliApp(TB/10.32.10) WindVane/8.7.2`,
    { inAppBrowser: 'taobao', make: 'xiaomi' },
  ],
  [
    'Baidu on Android',
    'leave',
    `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} Mobile Safari/537.36 T7/13.58 baiduboxapp/13.58.0.10 (Baidu; P1 12)`,
    { inAppBrowser: 'baidu', make: 'vivo' },
  ],
  [
    'Douyin on an iPhone',
    'leave',
    `${iphone} Mobile/15E148 aweme_28.0.0 JsSdk/2.0 NetType/WIFI BytedanceWebview/d8a21c6`,
    { inAppBrowser: 'douyin' },
  ],
  [
    'Xiaohongshu',
    'leave',
    `${iphone} Mobile/15E148 xhsdiscover/8.20 NetType/WiFi`,
    { inAppBrowser: 'other' },
  ],
];
