const iphone = (version: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version.replaceAll('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
const webView = 'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/111.0.5563.116';
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0';

/** What tests pretend to be. */
export const userAgents = {
  iphone: `${iphone('17.4.1')} Version/17.4.1 Mobile/15E148 Safari/604.1`,
  oldIphone: `${iphone('11.2')} Version/11.0 Mobile/15C114 Safari/604.1`,
  newIphone: `${iphone('18.6')} Version/26.0 Mobile/15E148 Safari/604.1`,
  android:
    'Mozilla/5.0 (Linux; Android 10; HarmonyOS; ELS-AN00; HMSCore 6.11.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 HuaweiBrowser/13.0.5.303 Mobile Safari/537.36',
  xiaomi:
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn; 2201123C Build/SKQ1.211006.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.1.8',
  oppo: 'Mozilla/5.0 (Linux; U; Android 11; zh-cn; PEEM00 Build/RKQ1.201217.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/40.7.38.1',
  vivo: 'Mozilla/5.0 (Linux; Android 12; V2148A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/14.5.0.0',
  samsung:
    'Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Mobile Safari/537.36',
  anyAndroid: `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`,
  desktop: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/120.0.0.0`,
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0',
  wechat: `${iphone('17.4.1')} Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN`,
  wechatAndroid: `Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1; wv) ${webView} Mobile Safari/537.36 XWEB/1110005 MMWEBSDK/20230405 MMWEBID/2585 MicroMessenger/8.0.35.2360(0x2800235D) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
  wechatWindows: `Mozilla/5.0 (Windows NT 10.0; WOW64) ${chrome} Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090719)`,
  dingtalk: `${iphone('17.4.1')} Mobile/21E236 AliApp(DingTalk/7.5.10) com.laiwang.DingTalk/35555178 Channel/201200 language/zh-Hans-CN`,
  baiduAndroid: `Mozilla/5.0 (Linux; Android 12; V2148A; wv) ${webView} Mobile Safari/537.36 T7/13.58 baiduboxapp/13.58.0.10 (Baidu; P1 12)`,
  harmonyNext:
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile',
} as const;
