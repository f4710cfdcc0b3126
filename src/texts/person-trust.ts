import type { Texts } from './texts.js';

/** Trusting the developer of an iOS build, and this server's own certificate. */
export const personTrustTexts = {
  'trust.title': { zh: '信任开发者', en: 'Trust the developer' },
  'trust.what': {
    zh: '打开应用时若提示「未受信任的企业级开发者」，按下面的步骤信任「{developer}」，只需要做一次。',
    en: 'If the app says “Untrusted Enterprise Developer”, follow these steps to trust “{developer}”. You do this once.',
  },
  'trust.none.title': { zh: '不需要信任', en: 'There is nothing to trust' },
  'trust.none.ad-hoc': {
    zh: '这个版本只给登记过的设备安装，安装后可以直接打开。不能安装的，请联系下方的人员登记设备。',
    en: 'This version is for registered devices and opens straight away. If it does not install, ask the people below to register your device.',
  },
  'trust.none.development': {
    zh: '这个版本供登记过的设备测试使用。iOS 16 及以上的设备，需要先在「设置 › 隐私与安全性 › 开发者模式」中打开开发者模式。',
    en: 'This version is for tests on registered devices. On iOS 16 and later, first switch on Settings › Privacy & Security › Developer Mode.',
  },
  'trust.private': {
    zh: '注意：这个安装包的证书不是 Apple 颁发的，一般的 iPhone 和 iPad 会拒绝安装。它只适合测试。',
    en: 'Please note: this build’s certificate was not issued by Apple. An ordinary iPhone or iPad will refuse it; it is for tests only.',
  },
  'trust.version.18': { zh: 'iOS 18 及以上', en: 'iOS 18 and later' },
  'trust.version.15': { zh: 'iOS 15 至 17', en: 'iOS 15 to 17' },
  'trust.version.9': { zh: 'iOS 14 及以下', en: 'iOS 14 and earlier' },
  'trust.find': {
    zh: '版本号在「设置 › 通用 › 关于本机」中查看。',
    en: 'You find the version in Settings › General › About.',
  },
  'trust.open': { zh: '打开「设置」，点按「通用」。', en: 'Open Settings and tap “General”.' },
  'trust.manage': { zh: '点按「{row}」。', en: 'Tap “{row}”.' },
  'trust.choose': {
    zh: '在「企业级 App」下面点按「{developer}」。',
    en: 'Under “Enterprise App”, tap “{developer}”.',
  },
  'trust.tap': { zh: '点按「信任“{developer}”」。', en: 'Tap “Trust ‘{developer}’”.' },
  'trust.confirm': { zh: '在弹出的对话框里点按「信任」。', en: 'In the dialog, tap “Trust”.' },
  'trust.restart': {
    zh: '在弹出的对话框里点按「允许并重新启动」，输入锁屏密码。手机会重新启动。',
    en: 'In the dialog, tap “Allow & Restart” and enter your passcode. The phone restarts.',
  },
  'trust.done': {
    zh: '回到主屏幕，点按「{name}」的图标就可以打开。',
    en: 'Go back to your Home Screen and tap {name}. It opens.',
  },
  'trust.online': {
    zh: '信任时手机需要连接互联网。',
    en: 'The phone must be connected to the internet while you do this.',
  },
  'trust.row.settings': { zh: '设置', en: 'Settings' },
  'trust.row.general': { zh: '通用', en: 'General' },
  'trust.row.privacy': { zh: '隐私与安全性', en: 'Privacy & Security' },
  'trust.row.vpn': { zh: 'VPN与设备管理', en: 'VPN & Device Management' },
  'trust.row.device': { zh: '设备管理', en: 'Device Management' },
  'trust.row.reset': { zh: '传输或还原', en: 'Transfer or Reset' },
  'trust.row.enterprise': { zh: '企业级 App', en: 'Enterprise App' },
  'trust.row.trust': { zh: '信任“{developer}”', en: 'Trust “{developer}”' },
  'trust.dialog.1': { zh: '要信任来自此开发者的', en: 'Trust apps from this' },
  'trust.dialog.2': { zh: 'App 吗？', en: 'developer?' },
  'trust.dialog.cancel': { zh: '取消', en: 'Cancel' },
  'trust.dialog.trust': { zh: '信任', en: 'Trust' },
  'trust.dialog.restart': { zh: '允许并重新启动', en: 'Allow & Restart' },
  'trust.drawing.general': {
    zh: '示意图：「设置」里的「通用」',
    en: 'Drawing: “General” in Settings',
  },
  'trust.drawing.manage': {
    zh: '示意图：「通用」里的「{row}」',
    en: 'Drawing: “{row}” in General',
  },
  'trust.drawing.choose': {
    zh: '示意图：「企业级 App」下面的「{developer}」',
    en: 'Drawing: “{developer}” under Enterprise App',
  },
  'trust.drawing.tap': { zh: '示意图：信任按钮', en: 'Drawing: the button that trusts it' },
  'trust.drawing.confirm': { zh: '示意图：确认对话框', en: 'Drawing: the dialog that asks again' },
  'trust.back': { zh: '回到安装页面', en: 'Back to the install page' },

  'ca.title': { zh: '信任这台服务器', en: 'Trust this server' },
  'ca.none.title': { zh: '不需要做任何设置', en: 'There is nothing to set up' },
  'ca.none.what': {
    zh: '这台服务器使用的证书，您的设备本来就信任。',
    en: 'Your device already trusts the certificate of this server.',
  },
  'ca.what': {
    zh: '这台服务器使用自己的证书机构「{name}」。安装并信任它之后，浏览器不再提示不安全，iPhone 才能安装应用。',
    en: 'This server uses a certificate authority of its own, “{name}”. Once you trust it, browsers stop warning and an iPhone can install apps.',
  },
  'ca.button': { zh: '下载 CA 证书', en: 'Download the CA certificate' },
  'ca.check': { zh: '安装前请核对', en: 'Compare before you install' },
  'ca.check.what': {
    zh: '请向管理人员核对下面的 SHA-256 指纹，完全一致才能安装。',
    en: 'Ask the administrator for the SHA-256 fingerprint. Install it only if it is exactly this one.',
  },
  'ca.until': { zh: '有效期至 {date}', en: 'Valid until {date}' },
  'ca.ios': { zh: 'iPhone 与 iPad', en: 'iPhone and iPad' },
  'ca.ios.1': {
    zh: '用 Safari 打开本页，点按「下载 CA 证书」，选择「允许」。',
    en: 'Open this page in Safari, tap “Download the CA certificate” and choose “Allow”.',
  },
  'ca.ios.2': {
    zh: '打开「设置」，点按「已下载描述文件」，点按「安装」。',
    en: 'Open Settings, tap “Profile Downloaded”, then “Install”.',
  },
  'ca.ios.3': {
    zh: '到「设置 › 通用 › 关于本机 › 证书信任设置」，打开「{name}」的开关。',
    en: 'In Settings › General › About › Certificate Trust Settings, switch on “{name}”.',
  },
  'ca.android': { zh: '安卓', en: 'Android' },
  'ca.android.1': { zh: '点按「下载 CA 证书」。', en: 'Tap “Download the CA certificate”.' },
  'ca.android.2': {
    zh: '到「设置」里搜索「CA 证书」，选择「仍然安装」，选中下载的文件。',
    en: 'Search Settings for “CA certificate”, choose “Install anyway” and pick the downloaded file.',
  },
  'ca.macos': { zh: 'Mac', en: 'Mac' },
  'ca.macos.1': {
    zh: '打开下载的文件，在「钥匙串访问」中添加到「系统」钥匙串。',
    en: 'Open the downloaded file and add it to the System keychain in Keychain Access.',
  },
  'ca.macos.2': {
    zh: '双击「{name}」，展开「信任」，把「使用此证书时」改为「始终信任」。',
    en: 'Double-click “{name}”, open “Trust” and set “When using this certificate” to “Always Trust”.',
  },
  'ca.windows': { zh: 'Windows', en: 'Windows' },
  'ca.windows.1': {
    zh: '打开下载的文件，点按「安装证书」，选择「本地计算机」。',
    en: 'Open the downloaded file, choose “Install Certificate” and “Local Machine”.',
  },
  'ca.windows.2': {
    zh: '选择「将所有的证书都放入下列存储」，选中「受信任的根证书颁发机构」，完成。',
    en: 'Choose “Place all certificates in the following store”, pick “Trusted Root Certification Authorities”, finish.',
  },
} as const satisfies Texts;
