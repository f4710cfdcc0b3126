import type { Texts } from './texts.js';

/** What people ask when they are stuck. */
export const personHelpTexts = {
  'help.title': { zh: '常见问题', en: 'Common questions' },
  'help.what': {
    zh: '点按您遇到的问题，看怎样解决。',
    en: 'Tap the question that is yours to see what to do.',
  },
  'help.password': { zh: '忘记密码', en: 'I have forgotten my password' },
  'help.password.page': {
    zh: '通过绑定的手机号码，可以在单位的网页上重新设置密码。',
    en: 'You can set a new one on your organisation’s own page with your bound mobile number.',
  },
  'help.password.button': { zh: '去重新设置密码', en: 'Set a new password' },
  'help.password.ask': {
    zh: '请联系下方的人员，核对身份后为您重新设置。',
    en: 'Ask the people below. They check who you are and set a new one.',
  },
  'help.password.wrong': {
    zh: '提示号码或密码不正确',
    en: 'It says number or password is not right',
  },
  'help.password.wrong.what': {
    zh: '请核对{label}，再慢慢输入一次密码，注意大小写。连续输错 10 次，需要等待 15 分钟。',
    en: 'Check your {label} and type the password again slowly; capital letters matter. After ten wrong tries you have to wait 15 minutes.',
  },
  'help.browser': {
    zh: '扫码后打不开，或不能下载',
    en: 'The page does not open or nothing downloads',
  },
  'help.browser.what': {
    zh: '在微信、QQ、钉钉等应用里扫码时，请点按右上角的「···」，选择「在浏览器打开」。也可以直接用手机相机扫码。',
    en: 'If you scanned the code inside WeChat, QQ, DingTalk or the like, tap ··· at the top right and choose “Open in Browser”. Or scan it with your phone’s camera.',
  },
  'help.details': { zh: '姓名、部门或手机号码不对', en: 'My name, department or number is wrong' },
  'help.details.what': {
    zh: '请先不要激活，联系下方的人员更正，更正后再扫一次二维码。',
    en: 'Do not activate. Ask the people below to correct it, then scan the code again.',
  },
  'help.phone': { zh: '换了手机号码', en: 'I have a new mobile number' },
  'help.phone.what': {
    zh: '一个{label}只能绑定一个手机号码。请联系下方的人员解除原来的绑定，再扫码重新确认。',
    en: 'One {label} has one mobile number. Ask the people below to release the old one, then scan the code and confirm again.',
  },
  'help.device': { zh: '换了一部手机', en: 'I have a new phone' },
  'help.device.what': {
    zh: '用新手机扫同一个二维码，登录后会直接显示「注册成功」，下载安装即可。',
    en: 'Scan the same code with the new phone and sign in. You go straight to the download.',
  },
  'help.untrusted': {
    zh: 'iPhone 提示「未受信任的企业级开发者」',
    en: 'The iPhone says “Untrusted Enterprise Developer”',
  },
  'help.untrusted.what': {
    zh: '到「设置」里信任一次就可以打开。',
    en: 'Trust it once in Settings, then it opens.',
  },
  'help.risk': { zh: '安卓手机提示安装有风险', en: 'The Android phone warns about a risk' },
  'help.risk.what': {
    zh: '请选择「允许」或「继续安装」。若提示不允许安装未知应用，点按「设置」，打开允许的开关，再返回安装。下载页面上有您这种手机的详细步骤。',
    en: 'Choose “Allow” or “Continue”. If it says unknown apps may not be installed, tap “Settings”, switch it on, then go back and install. The download page has the steps for your make of phone.',
  },
  'help.space': { zh: '提示无法安装', en: 'It says the app cannot be installed' },
  'help.space.what': {
    zh: '请先看手机存储空间是否足够，再重新下载一次。还不行的，请联系下方的人员。',
    en: 'See whether the phone has enough free space, then download it once more. If that does not help, ask the people below.',
  },
  'help.back': { zh: '回到应用页面', en: 'Back to the app’s page' },
} as const satisfies Texts;
