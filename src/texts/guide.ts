import type { Texts } from './texts.js';

/** The printed guide and the poster. */
export const guideTexts = {
  'guide.title': { zh: '{app} 用户注册与安装指南', en: 'How to register for and install {app}' },
  'guide.audience': { zh: '{audience}适用', en: 'For {audience}' },
  'guide.revision': { zh: '文档版本 {number}', en: 'Revision {number}' },
  'guide.date': { zh: '发布日期 {date}', en: 'Published {date}' },
  'guide.contents': { zh: '目录', en: 'Contents' },
  'guide.print': { zh: '打印这份指南', en: 'To print this guide' },
  'guide.print.how': {
    zh: '在浏览器菜单里选择「打印」，纸张选 A4。',
    en: 'Choose “Print” in your browser’s menu, on A4 paper.',
  },
  'guide.pdf': { zh: '下载 PDF', en: 'Download as PDF' },
  'guide.poster': { zh: '海报（A4）', en: 'Poster (A4)' },
  'guide.back': { zh: '去注册和安装', en: 'Register and install' },
  'guide.footer.page': { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' },
  'guide.footer.line': {
    zh: '{title}　版本 {number}　{date}',
    en: '{title} · Revision {number} · {date}',
  },
  'guide.footer.help': { zh: '求助：{contact}', en: 'Help: {contact}' },

  'guide.overview': { zh: '概述', en: 'Overview' },
  'guide.overview.what': {
    zh: '「{app}」是{organisation}为本单位人员提供的应用，没有在应用商店上架，要按本指南注册和安装。可以使用的设备如下。',
    en: '{app} is an app that {organisation} provides for its own people. It is not in the app stores; you register and install it as this guide shows. These are the devices it runs on.',
  },
  'guide.overview.what.nobody': {
    zh: '「{app}」是为本单位人员提供的应用，没有在应用商店上架，要按本指南注册和安装。可以使用的设备如下。',
    en: '{app} is an app for the organisation’s own people. It is not in the app stores; you register and install it as this guide shows. These are the devices it runs on.',
  },
  'guide.overview.from': { zh: '{system} {version} 及以上', en: '{system} {version} and later' },
  'guide.overview.any': { zh: '各个版本', en: 'Every version' },
  'guide.overview.none': {
    zh: '现在还没有可以安装的版本，可以先注册。',
    en: 'There is nothing to install yet, but you can register now.',
  },

  'guide.account': { zh: '账号和密码', en: 'Your account' },
  'guide.account.what': {
    zh: '注册和登录都用{label}和密码。请牢记号码、密码和绑定的手机号码。',
    en: 'You register and sign in with your {label} and your password. Keep the number, the password and the bound mobile number in mind.',
  },
  'guide.account.number': { zh: '号码', en: 'Number' },
  'guide.account.phone': {
    zh: '一个{label}只能绑定一个手机号码。',
    en: 'One {label} is bound to one mobile number.',
  },
  'guide.account.secret': {
    zh: '请勿将密码告诉任何人，包括自称工作人员的人。',
    en: 'Tell nobody your password, not even someone who says they work for the organisation.',
  },
  'guide.account.forgotten': {
    zh: '忘记密码时，点按登录页面上的「{forgot}」，按页面的提示操作。',
    en: 'If you have forgotten the password, tap “{forgot}” on the sign-in page and follow it.',
  },

  'guide.steps': { zh: '注册与安装', en: 'Registering and installing' },
  'guide.steps.what': { zh: '一共三步，按顺序完成。', en: 'There are three steps, in this order.' },
  'guide.steps.1': { zh: '扫描二维码，核对个人信息', en: 'Scan the code and check your details' },
  'guide.steps.2': { zh: '下载并安装到手机上', en: 'Download it and install it on your phone' },
  'guide.steps.3': { zh: '打开应用，登录一次', en: 'Open the app and sign in once' },

  'guide.register': { zh: '第一步：注册', en: 'Step 1: register' },
  'guide.register.scan': {
    zh: '打开手机相机，对准二维码，点按出现的网址。也可以在手机浏览器里输入 {address}',
    en: 'Open your phone’s camera, point it at the code and tap the address that appears. Or type {address} into the phone’s browser.',
  },
  'guide.register.wechat': {
    zh: '用微信扫码的，先点按右上角的「···」，选择「在浏览器中打开」，再继续。',
    en: 'If you scanned it with WeChat, first tap ··· at the top right and choose “Open in Browser”.',
  },
  'guide.register.tap': { zh: '点按「{button}」。', en: 'Tap “{button}”.' },
  'guide.register.type': {
    zh: '输入{label}和密码，点按「{button}」。',
    en: 'Type your {label} and your password, then tap “{button}”.',
  },
  'guide.register.agree': {
    zh: '出现「{title}」页面的，阅读里面的协议或声明。同意的，在每个方框里打勾，点按「{button}」。',
    en: 'If the page “{title}” appears, read what is on it. If you agree, tick each box and tap “{button}”.',
  },
  'guide.register.check': {
    zh: '出现「{title}」页面。核对姓名、部门和手机号码，没有错误的，点按「{button}」。',
    en: 'The page “{title}” appears. Check your name, department and mobile number. If they are right, tap “{button}”.',
  },
  'guide.register.code': {
    zh: '出现「{title}」页面。输入手机短信收到的 6 位验证码，点按「{button}」。',
    en: 'The page “{title}” appears. Type the 6 digits that arrive on your phone as a text message, then tap “{button}”.',
  },
  'guide.register.done': {
    zh: '出现「{title}」，就是注册好了。',
    en: 'When it says “{title}”, this step is done.',
  },
  'guide.register.phone': {
    zh: '一个{label}只能与一个手机号码绑定；一个手机号码也只能绑定一个人。',
    en: 'One {label} is bound to one mobile number, and one mobile number to one person.',
  },
  'guide.register.again': {
    zh: '注册之后再扫码，不再出现「{confirm}」，直接显示「{title}」，接着做第二步就可以。',
    en: 'When you scan the code again later, “{confirm}” does not come back: you see “{title}” at once. Go on with step 2.',
  },

  'guide.install': { zh: '第二步：安装（{platform}）', en: 'Step 2: install ({platform})' },
  'guide.install.download': {
    zh: '在「{title}」页面上点按「{button}」。',
    en: 'On the page “{title}”, tap “{button}”.',
  },
  'guide.install.ios.safari': {
    zh: '请用手机自带的 Safari 浏览器。',
    en: 'Use Safari, the browser that came with the phone.',
  },
  'guide.install.ios.tap': {
    zh: '点按「{button}」，在弹出的对话框里选择「{install}」。',
    en: 'Tap “{button}”, and in the dialog that appears choose “{install}”.',
  },
  'guide.install.ios.home': {
    zh: '马上回到主屏幕，可以看到「{name}」的图标正在下载。图标不再变化，就是安装好了。',
    en: 'Go straight to the Home Screen. The icon of {name} is loading there; when it stops changing, it is installed.',
  },
  'guide.install.android.tap': {
    zh: '在新页面里点按「{button}」，等待下载完成。',
    en: 'On the next page tap “{button}” and wait for the download.',
  },
  'guide.install.android.risk': {
    zh: '点按下载的文件，再点按「安装」。若弹出安装风险提示，选择「{allow}」。',
    en: 'Tap the downloaded file, then “Install”. If the phone warns you, choose “{allow}”.',
  },
  'guide.install.android.open': {
    zh: '安装完成后，点按「打开」。',
    en: 'When it is done, tap “Open”.',
  },
  'guide.install.android.source': {
    zh: '不同手机的提示略有不同。下载页面上有您这种手机的说法和要点按的按钮。',
    en: 'Phones word the warning differently. The download page shows the words of your make and which button to tap.',
  },
  'guide.install.computer.open': {
    zh: '在电脑的浏览器里打开 {address} 并登录。',
    en: 'Open {address} in the computer’s browser and sign in.',
  },
  'guide.install.computer.tap': { zh: '点按「{button}」。', en: 'Click “{button}”.' },

  'guide.trust.when': {
    zh: '第一次打开时，若提示「未受信任的企业级开发者」，按下面的步骤信任一次。',
    en: 'If it says “Untrusted Enterprise Developer” when you first open it, trust it once, like this.',
  },
  'guide.trust.manage': {
    zh: '点按「{row}」（旧系统上叫「{older}」）。',
    en: 'Tap “{row}” (on older systems “{older}”).',
  },
  'guide.trust.confirm': {
    zh: '在弹出的对话框里点按「{trust}」；iOS 18 及以上点按「{restart}」，手机会重新启动。',
    en: 'In the dialog, tap “{trust}”. On iOS 18 and later tap “{restart}”; the phone restarts.',
  },

  'guide.sign-in': { zh: '第三步：登录', en: 'Step 3: sign in' },
  'guide.sign-in.open': { zh: '点按「{name}」的图标，打开应用。', en: 'Tap the icon of {name}.' },
  'guide.sign-in.agree': {
    zh: '阅读服务协议与隐私声明，同意后继续。',
    en: 'Read the service agreement and the privacy statement and accept them.',
  },
  'guide.sign-in.phone': {
    zh: '输入绑定的手机号码，再输入短信收到的验证码。',
    en: 'Type your bound mobile number, then the code that arrives as a text message.',
  },
  'guide.sign-in.password': {
    zh: '输入注册时用的密码。',
    en: 'Type the password you registered with.',
  },
  'guide.sign-in.once': {
    zh: '登录只在第一次打开时进行，以后打开不用再登录。',
    en: 'You sign in the first time only.',
  },
  'guide.sign-in.unknown': {
    zh: '若提示手机号码不正确或没有注册，请核对手机号码，并回到第一步重新注册。',
    en: 'If it says that the mobile number is not right or not registered, check the number and go back to step 1.',
  },

  'guide.help': { zh: '遇到困难', en: 'If you need help' },
  'guide.help.contact': { zh: '联系', en: 'Ask' },
  'guide.help.telephone': { zh: '电话', en: 'Telephone' },
  'guide.help.hours': { zh: '服务时间', en: 'Hours' },
  'guide.help.address': { zh: '常见问题', en: 'Common questions' },
  'guide.help.what': {
    zh: '求助时，请说明您做到了哪一步、页面上写着什么。',
    en: 'Say which step you are at and what the page says.',
  },

  'guide.changed': {
    zh: '您手里的指南是版本 {number}，现在是版本 {current}。有变化的部分：',
    en: 'Your printed guide is revision {number}; the current one is revision {current}. What has changed:',
  },
  'guide.changed.read': { zh: '看新的指南', en: 'Read the current guide' },
  'guide.cover': { zh: '封面', en: 'The cover' },

  'poster.scan': { zh: '扫码注册并安装', en: 'Scan to register and install' },
  'poster.how': {
    zh: '用手机相机对准二维码，按页面的提示一步一步做。',
    en: 'Point your phone’s camera at the code and follow the page.',
  },
  'poster.wechat': {
    zh: '用微信扫码的，请点按右上角「···」，选择「在浏览器中打开」。',
    en: 'In WeChat: tap ··· at the top right, then “Open in Browser”.',
  },
  'poster.address': { zh: '也可以输入网址', en: 'Or type this address' },
} as const satisfies Texts;
