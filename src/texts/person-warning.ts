import type { Texts } from './texts.js';

/** What a phone or a computer shows before it installs, in its own words, and what to press. */
export const personWarningTexts = {
  'warning.lead': {
    zh: '这类提示是正常的，按下面的步骤选择就可以。',
    en: 'Such a warning is expected. This is what to do.',
  },
  'warning.vary': {
    zh: '不同型号的说法略有不同，选「允许」或「继续安装」的那一项。',
    en: 'Models word it a little differently: choose what says “Allow” or “Install anyway”.',
  },
  'warning.drawing': { zh: '示意图：{what}', en: 'Drawing: {what}' },
  'warning.drawing.tick': {
    zh: '勾选「{tick}」，再点按「{button}」',
    en: 'tick “{tick}”, then tap “{button}”',
  },
  'warning.drawing.gear': {
    zh: '点按右上角的齿轮，再点按「{button}」',
    en: 'tap the gear at the top right, then “{button}”',
  },
  'warning.drawing.button': { zh: '点按「{button}」', en: 'tap “{button}”' },
  'warning.cancel': { zh: '取消', en: 'Cancel' },
  'warning.continue': { zh: '继续安装', en: 'Continue' },
  'warning.settings': { zh: '设置', en: 'Settings' },
  'warning.risk.1': { zh: '该应用未经检测', en: 'This app was not checked' },
  'warning.risk.2': { zh: '安装可能存在风险', en: 'and may be a risk' },
  'warning.unknown.1': { zh: '不允许安装来自', en: 'Your phone does not allow' },
  'warning.unknown.2': { zh: '此来源的未知应用', en: 'unknown apps from here' },

  'warning.any.title': {
    zh: '若手机提示风险，或不允许安装',
    en: 'If the phone warns or refuses',
  },
  'warning.any.1': {
    zh: '提示不允许安装未知应用的，点按「设置」。',
    en: 'If it says unknown apps may not be installed, tap “Settings”.',
  },
  'warning.any.2': {
    zh: '打开「允许来自此来源的应用」的开关，返回。',
    en: 'Switch on “Allow from this source” and go back.',
  },
  'warning.any.3': {
    zh: '点按「安装」；再有风险提示，选择「允许」或「继续安装」。',
    en: 'Tap “Install”; if it warns again, choose “Allow” or “Install anyway”.',
  },

  'warning.huawei.title': { zh: '华为手机会提示风险', en: 'What a Huawei phone will show' },
  'warning.huawei.tick': { zh: '我已知悉该风险', en: 'I know the risk' },
  'warning.huawei.1': {
    zh: '勾选「我已知悉该风险」一类的选项。',
    en: 'Tick the box that says you know the risk.',
  },
  'warning.huawei.2': { zh: '点按「继续安装」。', en: 'Tap “Continue”.' },
  'warning.huawei.3': {
    zh: '要求验证时，输入锁屏密码。',
    en: 'If it asks, enter your lock-screen password.',
  },
  'warning.huawei.4': {
    zh: '若被「纯净模式」拦截：到「设置 › 系统和更新 › 纯净模式」，关闭「增强防护」，再打开一次下载的文件。',
    en: 'If Pure Mode blocks it: in Settings › System & updates › Pure Mode, switch off “Enhanced protection” and open the downloaded file again.',
  },
  'warning.honor.title': { zh: '荣耀手机会提示风险', en: 'What an Honor phone will show' },
  'warning.honor.4': {
    zh: '若被「纯净模式」拦截：到「设置 › 系统和更新 › 纯净模式」，点按「退出」，再打开一次下载的文件。',
    en: 'If Pure Mode blocks it: in Settings › System & updates › Pure Mode, tap “Exit” and open the downloaded file again.',
  },

  'warning.xiaomi.title': { zh: '小米、红米手机会拦一下', en: 'What a Xiaomi or Redmi will show' },
  'warning.xiaomi.line.1': { zh: '禁止安装', en: 'Apps that were not' },
  'warning.xiaomi.line.2': { zh: '未经审核的应用', en: 'reviewed are blocked' },
  'warning.xiaomi.once': { zh: '授权单次安装', en: 'Allow once' },
  'warning.xiaomi.1': {
    zh: '提示禁止安装时，点按安装页面右上角的齿轮。',
    en: 'When it refuses, tap the gear at the top right of the install page.',
  },
  'warning.xiaomi.2': { zh: '选择「授权单次安装」。', en: 'Choose to allow it once.' },
  'warning.xiaomi.3': {
    zh: '回到浏览器，再打开一次下载的文件。',
    en: 'Go back to the browser and open the downloaded file again.',
  },
  'warning.xiaomi.4': {
    zh: '点按「继续安装」，等安装完成。',
    en: 'Tap “Continue” and wait until it is done.',
  },

  'warning.oppo.title': {
    zh: 'OPPO、一加、真我手机会提示风险',
    en: 'What an OPPO, OnePlus or realme will show',
  },
  'warning.oppo.tick': { zh: '已了解此风险', en: 'I know the risk' },
  'warning.oppo.1': {
    zh: '勾选「已了解此风险」一类的选项，等倒计时结束。',
    en: 'Tick the box that says you know the risk and wait until the countdown ends.',
  },
  'warning.oppo.2': { zh: '点按「继续安装」。', en: 'Tap “Continue”.' },
  'warning.oppo.3': {
    zh: '要求验证时，输入锁屏密码或账号密码。',
    en: 'If it asks, enter your lock-screen or account password.',
  },
  'warning.oppo.4': {
    zh: '若不允许安装未知应用：到「设置」里搜索「安装未知应用」，允许您用的浏览器。',
    en: 'If unknown apps are not allowed: search Settings for “Install unknown apps” and allow your browser.',
  },

  'warning.vivo.title': { zh: 'vivo、iQOO 手机会提示风险', en: 'What a vivo or iQOO will show' },
  'warning.vivo.tick': { zh: '已了解应用风险', en: 'I know the risk' },
  'warning.vivo.1': {
    zh: '勾选「已了解应用风险」一类的选项，等倒计时结束。',
    en: 'Tick the box that says you know the risk and wait until the countdown ends.',
  },
  'warning.vivo.2': { zh: '点按「继续安装」。', en: 'Tap “Continue”.' },
  'warning.vivo.3': {
    zh: '要求验证时，按指纹或输入锁屏密码。',
    en: 'If it asks, use your fingerprint or lock-screen password.',
  },
  'warning.vivo.4': {
    zh: '若不允许安装未知应用：到「设置 › 安全与隐私 › 更多安全设置 › 安装未知应用」，允许您用的浏览器。',
    en: 'If unknown apps are not allowed: in Settings › Security & privacy › More security settings › Install unknown apps, allow your browser.',
  },

  'warning.samsung.title': { zh: '三星手机会拦一下', en: 'What a Samsung phone will show' },
  'warning.samsung.1': { zh: '在提示里点按「设置」。', en: 'In the warning, tap “Settings”.' },
  'warning.samsung.2': {
    zh: '打开「允许来自此来源的应用」的开关，返回。',
    en: 'Switch on “Allow from this source” and go back.',
  },
  'warning.samsung.3': { zh: '点按「安装」。', en: 'Tap “Install”.' },
  'warning.samsung.4': {
    zh: '若被「自动拦截程序」阻止：到「设置 › 安全和隐私 › 自动拦截程序」关闭它，安装后再打开。',
    en: 'If Auto Blocker stops it: switch it off in Settings › Security and privacy › Auto Blocker, and on again afterwards.',
  },

  'warning.smartscreen.title': {
    zh: '若 Windows 提示「已保护你的电脑」',
    en: 'If it says “Windows protected your PC”',
  },
  'warning.smartscreen.dialog': { zh: 'Windows 已保护你的电脑', en: 'Windows protected your PC' },
  'warning.smartscreen.more': { zh: '更多信息', en: 'More info' },
  'warning.smartscreen.run': { zh: '仍要运行', en: 'Run anyway' },
  'warning.smartscreen.dont': { zh: '不运行', en: "Don't run" },
  'warning.smartscreen.1': {
    zh: '若浏览器说文件可能有害，选择「保留」。',
    en: 'If the browser says the file may be harmful, choose “Keep”.',
  },
  'warning.smartscreen.2': {
    zh: '打开文件，点按「更多信息」。',
    en: 'Open it and click “More info”.',
  },
  'warning.smartscreen.3': { zh: '点按「仍要运行」。', en: 'Click “Run anyway”.' },
  'warning.smartscreen.drawing': {
    zh: '示意图：点按「更多信息」，再点按「仍要运行」',
    en: 'Drawing: click “More info”, then “Run anyway”',
  },

  'warning.gatekeeper.title': {
    zh: '若 Mac 提示「未打开」或无法验证',
    en: 'If the Mac says it was not opened',
  },
  'warning.gatekeeper.new': { zh: 'macOS 15 及以上', en: 'macOS 15 and later' },
  'warning.gatekeeper.old': { zh: 'macOS 14 及以下', en: 'macOS 14 and earlier' },
  'warning.gatekeeper.new.1': {
    zh: '打开一次应用，在提示里点按「完成」。',
    en: 'Open it once and click “Done” in the message.',
  },
  'warning.gatekeeper.new.2': {
    zh: '打开「系统设置」，点按「隐私与安全性」，滚到「安全性」。',
    en: 'Open System Settings, click “Privacy & Security” and scroll down to “Security”.',
  },
  'warning.gatekeeper.new.3': {
    zh: '点按「仍要打开」，输入这台 Mac 的登录密码。',
    en: 'Click “Open Anyway” and enter the password of this Mac.',
  },
  'warning.gatekeeper.old.1': {
    zh: '在「访达」里按住 Control 键点按它，选择「打开」。',
    en: 'In Finder, Control-click it and choose “Open”.',
  },
  'warning.gatekeeper.old.2': {
    zh: '在提示里再点按「打开」。',
    en: 'In the message, click “Open” once more.',
  },
  'warning.gatekeeper.security': { zh: '安全性', en: 'Security' },
  'warning.gatekeeper.blocked': { zh: '已阻止打开此应用', en: 'The app was blocked' },
  'warning.gatekeeper.anyway': { zh: '仍要打开', en: 'Open Anyway' },
  'warning.gatekeeper.drawing': {
    zh: '示意图：「隐私与安全性」里的「仍要打开」',
    en: 'Drawing: “Open Anyway” in Privacy & Security',
  },
} as const satisfies Texts;
