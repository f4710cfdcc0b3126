import type { Texts } from './texts.js';

/** From 「下载」 to the first sign-in inside the app. */
export const personInstallTexts = {
  'install.title.iphone': { zh: '安装到这部 iPhone', en: 'Install on this iPhone' },
  'install.title.ipad': { zh: '安装到这部 iPad', en: 'Install on this iPad' },
  'install.title.android': { zh: '下载并安装到这部手机', en: 'Download and install on this phone' },
  'install.title.tablet': {
    zh: '下载并安装到这部平板',
    en: 'Download and install on this tablet',
  },
  'install.title.computer': { zh: '下载到这台电脑', en: 'Download to this computer' },
  'install.title.elsewhere': { zh: '用手机扫码继续', en: 'Go on with your phone' },
  'install.title.harmony': { zh: '这部手机暂不支持', en: 'This phone is not supported yet' },
  'install.title.harmony-other': {
    zh: '这台设备暂不支持',
    en: 'This device is not supported yet',
  },
  'install.title.none': { zh: '没有适合这台设备的版本', en: 'There is no version for this device' },

  'install.ios.what': {
    zh: '点按下面的按钮，在弹出的对话框里选择「安装」，然后马上回到主屏幕。',
    en: 'Tap the button, choose “Install” in the dialog that appears, then go straight to your Home Screen.',
  },
  'install.ios.button.iphone': { zh: '安装到这部 iPhone', en: 'Install on this iPhone' },
  'install.ios.button.ipad': { zh: '安装到这部 iPad', en: 'Install on this iPad' },
  'install.ios.home': {
    zh: '主屏幕上会出现「{name}」的图标，图标不再变化就是安装好了。这个网页不会有变化。',
    en: 'The icon of {name} appears on your Home Screen; when it stops changing, it is installed. This page does not change.',
  },
  'install.ios.drawing': {
    zh: '示意图：对话框弹出后，点按右边的「安装」。',
    en: 'Drawing: when the dialog appears, tap “Install” on the right.',
  },
  'install.ios.dialog.ask': { zh: '想要安装', en: 'would like to install' },
  'install.ios.dialog.cancel': { zh: '取消', en: 'Cancel' },
  'install.ios.dialog.install': { zh: '安装', en: 'Install' },
  'install.ios.trouble': { zh: '点按后没有反应？', en: 'Nothing happens when you tap?' },
  'install.ios.trouble.safari': {
    zh: '请用 iPhone 自带的 Safari 浏览器打开这个网页。',
    en: 'Open this page in Safari, the browser that came with the device.',
  },
  'install.ios.trouble.old': {
    zh: '按钮在网页打开后的 {minutes} 分钟内有效。时间久了，请点按「重新打开这个网页」。',
    en: 'The button works for {minutes} minutes after this page was opened. After that, open the page again.',
  },
  'install.ios.trouble.home': {
    zh: '安装时网页上看不到进度，请回到主屏幕看图标。',
    en: 'This page shows no progress. Look for the icon on your Home Screen.',
  },
  'install.again': { zh: '重新打开这个网页', en: 'Open this page again' },
  'install.ios.trust.title': {
    zh: '第一次打开时，若提示「未受信任的企业级开发者」',
    en: 'If it says “Untrusted Enterprise Developer”',
  },
  'install.ios.trust.what': {
    zh: '这是正常的，到「设置」里信任一次就可以打开。',
    en: 'That is expected the first time. Trust it once in Settings, then it opens.',
  },
  'install.ios.trust.button': { zh: '看怎样信任', en: 'See how to trust it' },

  'install.android.what': {
    zh: '点按下面的按钮开始下载。下载完成后，点按「打开」或下载的文件，再点按「安装」。',
    en: 'Tap the button to download. When it is done, tap “Open” or the downloaded file, then “Install”.',
  },
  'install.android.button': { zh: '下载Android客户端', en: 'Download the Android app' },
  'install.computer.button': { zh: '下载 {platform} 客户端', en: 'Download the {platform} app' },
  'install.computer.what': {
    zh: '下载完成后，打开下载的文件，按提示安装。',
    en: 'When the download is done, open the file and follow the steps on the screen.',
  },

  'install.risk.drawing': {
    zh: '示意图：在风险提示里点按「允许」。',
    en: 'Drawing: tap “Allow” in the warning.',
  },
  'install.risk.dialog.1': { zh: '安装来自浏览器的应用', en: 'Install an app that came' },
  'install.risk.dialog.2': { zh: '可能存在风险', en: 'from the browser?' },
  'install.risk.dialog.deny': { zh: '取消', en: 'Cancel' },
  'install.risk.dialog.allow': { zh: '允许', en: 'Allow' },

  'install.elsewhere.what': {
    zh: '打开手机相机对准二维码，用{label}和密码登录，就可以安装。',
    en: 'Point your phone’s camera at the code, sign in with your {label} and password, and install.',
  },
  'install.ipad.button': { zh: '是，安装到这部 iPad', en: 'Yes, install on this iPad' },
  'install.phone.title': { zh: '也可以安装到手机', en: 'Install on your phone too' },
  'install.another.title': { zh: '换一部设备安装', en: 'Install on another device' },
  'install.harmony.what': {
    zh: '这部手机的系统是 HarmonyOS 5 或更新，不能安装安卓应用。您可以换一部手机或平板，扫同一个二维码安装。',
    en: 'This phone runs HarmonyOS 5 or later, which cannot install Android apps. Scan the same code with another phone or tablet to install there.',
  },
  'install.none.what': {
    zh: '您可以换一部手机或平板，扫同一个二维码安装。',
    en: 'Scan the same code with another phone or tablet to install there.',
  },

  'recall.title': {
    zh: '您下载过的 {version} 版不要再用了',
    en: 'Please stop using version {version}, which you downloaded',
  },
  'recall.replace': {
    zh: '点按下面的按钮，安装 {version} 版。',
    en: 'Tap the button below to install version {version}.',
  },
  'channels.title': { zh: '其他版本', en: 'Other editions for you' },
  'channels.production': { zh: '正式版', en: 'The regular edition' },
  'channels.beta': { zh: '测试版', en: 'The beta edition' },
  'channels.other': { zh: '「{name}」版', en: 'The “{name}” edition' },

  'fact.version': { zh: '版本', en: 'Version' },
  'fact.size': { zh: '大小', en: 'Size' },
  'fact.size.minutes': { zh: 'Wi-Fi 下约 {minutes} 分钟', en: 'about {minutes} min on Wi-Fi' },
  'fact.size.short': { zh: 'Wi-Fi 下不到 1 分钟', en: 'less than a minute on Wi-Fi' },
  'fact.date': { zh: '发布日期', en: 'Published' },
  'fact.notes': { zh: '更新内容', en: 'What is new' },
  'offer.facts': { zh: '版本 {version}，{size}', en: 'Version {version}, {size}' },
  'offer.others': { zh: '其他设备', en: 'Other devices' },
  'offer.ios.there': {
    zh: '请在 iPhone 或 iPad 上打开：',
    en: 'Open this on the iPhone or iPad: ',
  },

  'sign-in.title': { zh: '第 3 步：打开「{name}」登录', en: 'Step 3: open {name} and sign in' },
  'sign-in.agree': {
    zh: '第一次打开时，阅读并同意服务协议与隐私声明。',
    en: 'The first time, read and accept the service agreement and the privacy statement.',
  },
  'sign-in.phone': {
    zh: '用绑定的手机号码 {phone} 验证登录。',
    en: 'Verify your bound mobile number, {phone}.',
  },
  'sign-in.password': {
    zh: '再输入您注册时用的密码。以后打开不用再登录。',
    en: 'Then type the password you registered with. You will not be asked again.',
  },
} as const satisfies Texts;
