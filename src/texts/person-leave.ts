import type { Texts } from './texts.js';

/** How to leave an app's own browser. */
export const personLeaveTexts = {
  'leave.title': { zh: '请用手机浏览器打开', en: 'Open this page in your browser' },
  'leave.title.computer': { zh: '请用电脑浏览器打开', en: 'Open this page in your browser' },
  'leave.why': {
    zh: '在{browser}里不能安装应用，换到手机自带的浏览器就可以。',
    en: 'Apps cannot be installed from inside {browser}. Your phone’s own browser can.',
  },
  'leave.why.computer': {
    zh: '在{browser}里打开的网页功能不全，请换到电脑的浏览器。',
    en: 'Pages inside {browser} do not work fully. Use your computer’s browser.',
  },
  'leave.arrow.top': { zh: '点按右上角的「{glyph}」', en: 'Tap {glyph} at the top right' },
  'leave.arrow.bottom': { zh: '点按右下角的「{glyph}」', en: 'Tap {glyph} at the bottom right' },
  'leave.glyph.dots': { zh: '···', en: '···' },
  'leave.glyph.lines': { zh: '☰', en: '☰' },
  'leave.choose': { zh: '选择「{item}」', en: 'Choose “{item}”' },
  'leave.vary': {
    zh: '不同版本的说法略有不同，选带有「浏览器」或「Safari」的那一项。',
    en: 'Versions word it differently: choose the entry that names a browser or Safari.',
  },
  'leave.item.browser': { zh: '在浏览器打开', en: 'Open in Browser' },
  'leave.item.in-browser': { zh: '在浏览器中打开', en: 'Open in Browser' },
  'leave.item.with': { zh: '用浏览器打开', en: 'Open in Browser' },
  'leave.item.default': { zh: '在默认浏览器中打开', en: 'Open in Default Browser' },
  'leave.item.safari': { zh: '在 Safari 中打开', en: 'Open in Safari' },
  'leave.copy': { zh: '没有这一项？长按复制网址', en: 'No such entry? Copy this address' },
  'leave.copy.hint': {
    zh: '复制后打开手机自带的浏览器，粘贴到最上面的地址栏。',
    en: 'Then open your phone’s own browser and paste it into the address bar at the top.',
  },
  'leave.stay': { zh: '已经在浏览器里了，继续', en: 'I am in a browser already: continue' },
  'leave.drawing': {
    zh: '示意图：先{where}，再点按「{item}」',
    en: 'Drawing: first: {where}. Then: “{item}”',
  },
  'leave.link': { zh: '或者试一试这个按钮', en: 'Or try this button' },
  'leave.link.safari': { zh: '用 Safari 打开', en: 'Open in Safari' },
  'leave.link.browser': { zh: '用浏览器打开', en: 'Open in the browser' },
  'leave.link.nothing': {
    zh: '点按后没有反应的，请按上面的两步操作。',
    en: 'If nothing happens, follow the two steps above.',
  },
  'leave.copy.computer': {
    zh: '复制后打开电脑的浏览器，粘贴到最上面的地址栏。',
    en: 'Then open your computer’s browser and paste it into the address bar at the top.',
  },
  'browser.wecom': { zh: '企业微信', en: 'WeCom' },
  'browser.wechat': { zh: '微信', en: 'WeChat' },
  'browser.dingtalk': { zh: '钉钉', en: 'DingTalk' },
  'browser.feishu': { zh: '飞书', en: 'Feishu' },
  'browser.welink': { zh: 'WeLink', en: 'WeLink' },
  'browser.weibo': { zh: '微博', en: 'Weibo' },
  'browser.alipay': { zh: '支付宝', en: 'Alipay' },
  'browser.taobao': { zh: '淘宝', en: 'Taobao' },
  'browser.baidu': { zh: '百度', en: 'Baidu' },
  'browser.douyin': { zh: '抖音或今日头条', en: 'Douyin or Toutiao' },
  'browser.qq': { zh: 'QQ', en: 'QQ' },
  'browser.other': { zh: '当前的应用', en: 'this app' },
} as const satisfies Texts;
