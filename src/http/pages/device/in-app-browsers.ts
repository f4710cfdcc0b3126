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

/**
 * In this order: WeCom says it is WeChat as well, and WeChat on Android QQ Browser's engine. The last
 * row is any web view; some browsers are web views themselves and name themselves.
 */
export const inAppBrowsers: readonly [InAppBrowser, RegExp][] = [
  ['wecom', /wxwork\//i],
  ['wechat', /MicroMessenger/i],
  ['dingtalk', /DingTalk/i],
  ['feishu', /\bLark\/|Feishu/i],
  ['welink', /WeLink|AnyOffice/i],
  ['weibo', /\bWeibo\b|__weibo__/i],
  ['alipay', /AlipayClient|AliApp\(AP/],
  ['taobao', /AliApp\(T[BM]\//],
  ['baidu', /baiduboxapp/i],
  ['douyin', /BytedanceWebview|aweme|NewsArticle/i],
  ['qq', /\bQQ\//],
  [
    'other',
    /; wv\)(?!.*(?:(?<!MQQ)Browser|Quark)\/)|\bFB(?:AN|AV)\b|Instagram|\bLine\/|LinkedInApp|xhsdiscover|Kwai\//,
  ],
];

/** An iPhone's web view has no `Safari/` in its header; every browser there has, but for these. */
export const browsersWithoutSafari = /UCBrowser\/|Quark\/|MQQBrowser\/|baidubrowser/i;
