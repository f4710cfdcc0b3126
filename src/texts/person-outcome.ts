import type { Texts } from './texts.js';

/** 「打开了」 or 「没有成功」, and what to do then. */
export const personOutcomeTexts = {
  'outcome.title': { zh: '「{name}」打开了吗？', en: 'Did {name} open?' },
  'outcome.opened': { zh: '打开了', en: 'It opened' },
  'outcome.not-opened': { zh: '没有成功', en: 'It did not work' },

  'opened.title': { zh: '安装好了', en: 'It is installed' },
  'opened.what': {
    zh: '现在打开「{name}」登录，这个网页可以关掉了。',
    en: 'Now open {name} and sign in. You can close this page.',
  },
  'opened.update': {
    zh: '以后有新版本，再扫一次同一个二维码就可以更新。',
    en: 'When there is a new version, scan the same code again to update.',
  },
  'opened.back': { zh: '回到安装页面', en: 'Back to the install page' },

  'usual.title': { zh: '没有成功？看看是哪一种', en: 'It did not work: which of these is it?' },
  'usual.what': {
    zh: '常见的原因有五种，点按您遇到的那一种，看怎样解决。都不是的，请联系下方的人员。',
    en: 'There are five usual reasons. Tap yours to see what to do. If it is none of them, ask the people below.',
  },
  'usual.back': { zh: '回到安装页面，再试一次', en: 'Back to the install page, try again' },

  'usual.again': { zh: '重新下载', en: 'Download it again' },
  'usual.space': { zh: '下载到一半停了，或提示安装失败', en: 'It stops half way, or fails' },
  'usual.space.why': {
    zh: '多半是网络断了，或者存储空间不够。请连上 Wi-Fi，在「设置」里看看空间够不够，再重新下载。',
    en: 'The connection broke, or there is too little space. Use Wi-Fi, see in Settings whether there is enough space, and download it again.',
  },
  'usual.old': { zh: '提示系统版本不支持', en: 'It says the system is not supported' },
  'usual.old.why': {
    zh: '这个版本需要 {system} 或更高版本。请先在「设置」里更新系统；不能更新的，请换一台设备。',
    en: 'This version needs {system} or later. Update the system in Settings first; if that is not possible, use another device.',
  },
  'usual.ios.untrusted': {
    zh: '提示「未受信任的企业级开发者」',
    en: 'It says “Untrusted Enterprise Developer”',
  },
  'usual.ios.untrusted.why': {
    zh: '这是正常的。到「设置」里信任一次就可以打开。',
    en: 'That is expected. Trust it once in Settings, then it opens.',
  },
  'usual.ios.entered': {
    zh: '提示「无法安装」或「无法验证其完整性」',
    en: 'It says it cannot be installed or verified',
  },
  'usual.ios.entered.why': {
    zh: '这个版本只能装在事先登记过的设备上。请联系下方的人员登记这台设备。',
    en: 'This version installs only on phones that were entered by name. Ask the people below to enter this one.',
  },
  'usual.ios.tap': { zh: '点按「安装」后没有反应', en: 'Nothing happens after the tap' },
  'usual.ios.tap.why': {
    zh: '请用自带的 Safari 重新打开安装页面，点按按钮，在对话框里选「安装」，再回到主屏幕看图标。',
    en: 'Open the install page anew in Safari, tap the button, choose “Install” in the dialog and look at your Home Screen.',
  },
  'usual.ios.server': {
    zh: '提示「无法连接」，或点按后没有反应',
    en: 'It says it cannot connect, or nothing happens',
  },
  'usual.ios.server.why': {
    zh: '请先信任这台服务器，再用 Safari 重新打开安装页面。',
    en: 'Trust this server first, then open the install page anew in Safari.',
  },
  'usual.ios.waiting': { zh: '图标一直是灰色的', en: 'The icon stays grey' },
  'usual.ios.waiting.why': {
    zh: '还在下载。请连上 Wi-Fi 等几分钟；仍是灰色的，点按一下图标继续，或长按删除后重新安装。',
    en: 'It is still downloading. Use Wi-Fi and wait a few minutes; if it stays grey, tap it to go on, or hold it, delete it and install again.',
  },
  'usual.android.blocked': {
    zh: '手机提示风险，不让安装',
    en: 'The phone warns and will not install it',
  },
  'usual.android.blocked.why': {
    zh: '这是正常的。安装页面上有您这种手机的步骤，照着选择就可以。',
    en: 'That is expected. The install page has the steps for your make of phone.',
  },
  'usual.android.pure': {
    zh: '提示风险，或被「纯净模式」拦截',
    en: 'It warns, or Pure Mode blocks it',
  },
  'usual.android.pure.why': {
    zh: '这是正常的。到「设置 › 系统和更新 › 纯净模式」关闭「增强防护」，再按安装页面上的步骤安装。',
    en: 'That is expected. Switch off “Enhanced protection” in Settings › System & updates › Pure Mode, then follow the steps on the install page.',
  },
  'usual.android.steps': { zh: '看这种手机的步骤', en: 'See the steps for this phone' },
  'usual.android.unknown': {
    zh: '提示不允许安装未知应用',
    en: 'It says unknown apps may not be installed',
  },
  'usual.android.unknown.why': {
    zh: '在提示里点按「设置」，打开「允许来自此来源的应用」，返回再安装。',
    en: 'In the message, tap “Settings”, switch on “Allow from this source”, go back and install.',
  },
  'usual.android.older': { zh: '提示「应用未安装」', en: 'It says “App not installed”' },
  'usual.android.older.why': {
    zh: '手机里可能有从别处装的旧版本。请先卸载旧的，再重新安装。',
    en: 'There may be an older copy from elsewhere. Uninstall it first, then install again.',
  },
  'usual.macos.blocked': {
    zh: '提示「未打开」或无法验证开发者',
    en: 'It says it was not opened or cannot be verified',
  },
  'usual.macos.blocked.why': {
    zh: '到「系统设置 › 隐私与安全性」，在「安全性」下面点按「仍要打开」。',
    en: 'In System Settings › Privacy & Security, click “Open Anyway” under “Security”.',
  },
  'usual.macos.unpacked': { zh: '找不到下载的应用', en: 'The downloaded app is nowhere' },
  'usual.macos.unpacked.why': {
    zh: '打开「下载」文件夹，打开下载的文件，再把应用拖到「应用程序」文件夹。',
    en: 'Open the Downloads folder, open the file, then drag the app to the Applications folder.',
  },
  'usual.windows.blocked': {
    zh: '提示「Windows 已保护你的电脑」',
    en: 'It says “Windows protected your PC”',
  },
  'usual.windows.blocked.why': {
    zh: '点按「更多信息」，再点按「仍要运行」。',
    en: 'Click “More info”, then “Run anyway”.',
  },
  'usual.windows.removed': {
    zh: '下载的文件不见了，或被杀毒软件拦截',
    en: 'The file is gone, or antivirus blocks it',
  },
  'usual.windows.removed.why': {
    zh: '在杀毒软件里选择「允许」或「恢复」，再打开下载的文件。不敢选的，请联系下方的人员。',
    en: 'Choose “Allow” or “Restore” in the antivirus, then open the file. If unsure, ask the people below.',
  },
  'usual.desktop.rights': {
    zh: '要求输入管理员的密码',
    en: 'It asks for an administrator’s password',
  },
  'usual.desktop.rights.why': {
    zh: '输入这台电脑自己的密码。单位管理的电脑，请联系下方的人员来安装。',
    en: 'Enter this computer’s own password. If your organisation manages it, ask the people below to install it.',
  },
  'usual.desktop.steps': { zh: '看安装的步骤', en: 'See the steps' },
} as const satisfies Texts;
