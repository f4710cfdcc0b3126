import type { Texts } from './texts.js';

/** Two people, two screens: one registers, the other leads. */
export const personHelpingTexts = {
  'helped.ask': { zh: '请家人或工作人员帮忙', en: 'Let someone help you' },
  'helped.again': { zh: '看看有没有下一步', en: 'See whether there is a next step' },
  'helped.end': { zh: '不用帮忙了，我自己来', en: 'I will go on by myself' },
  'helped.secret': {
    zh: '密码和手机验证码只在您自己的手机上输入，不要告诉帮您的人。',
    en: 'Type your password and the code from your phone on your own screen only. Do not tell them to your helper.',
  },
  'helped.begin.title': { zh: '请人帮忙', en: 'Let someone help you' },
  'helped.begin.what': {
    zh: '家人或工作人员可以在另一部手机或电脑上，一步一步带您完成。他们可以替您输入{label}，看到您做到了哪一步，但看不到您的信息。',
    en: 'A relative or the help desk can lead you step by step from another phone or computer. They can type your {label} for you and see which step you are at, but not your details.',
  },
  'helped.begin.button': { zh: '开始，显示连接数字', en: 'Begin and show a code' },
  'helped.waiting.title': { zh: '把这个数字读给帮您的人', en: 'Read this code to your helper' },
  'helped.waiting.what': {
    zh: '对方输入之后，这里会显示下一步。数字在一小时内有效，只能用一次。',
    en: 'When they have typed it, the next step appears here. The code works once, within an hour.',
  },
  'helped.waiting.address': {
    zh: '对方在浏览器中打开：',
    en: 'Your helper opens this address in a browser:',
  },
  'helped.joined.title': { zh: '已经连上', en: 'Your helper is here' },
  'helped.joined.what': {
    zh: '对方正在替您输入{label}，请稍等。',
    en: 'They are typing your {label}. Please wait a moment.',
  },
  'helped.number.title': { zh: '这是您的号码吗？', en: 'Is this your number?' },
  'helped.number.what': {
    zh: '对方替您输入了下面的{label}。请核对；不对的，请对方重新输入。',
    en: 'Your helper typed this {label} for you. Check it; if it is wrong, ask them to type it again.',
  },
  'helped.number.button': { zh: '是我的，去输入密码', en: 'It is mine: type the password' },

  'helping.ask': { zh: '我来帮别人注册', en: 'I am helping someone' },
  'helping.secret': {
    zh: '请不要询问对方的密码和手机验证码，让对方自己在手机上输入。',
    en: 'Never ask for the password or the code from the phone. The owner types them on their own screen.',
  },
  'helping.end': { zh: '结束帮忙', en: 'Stop helping' },
  'helping.send': { zh: '发到对方的屏幕上', en: 'Show it on their screen' },
  'helping.change': { zh: '更正号码', en: 'Correct the number' },
  'helping.code': { zh: '连接数字', en: 'Code' },
  'helping.code.hint': {
    zh: '对方屏幕上的 8 位数字。',
    en: 'The eight digits on the other screen.',
  },
  'helping.join': { zh: '连接', en: 'Join' },
  'helping.code.title': { zh: '帮别人注册和安装', en: 'Help someone register and install' },
  'helping.code.what': {
    zh: '请对方用自己的手机扫描二维码，点按「请家人或工作人员帮忙」，把屏幕上的数字读给您。',
    en: 'Ask them to scan the QR code with their own phone, tap “Let someone help you” and read you the code on the screen.',
  },
  'helping.number.title': { zh: '替对方输入号码', en: 'Type their number' },
  'helping.number.what': {
    zh: '已经连上。问对方的{label}，替他输入。',
    en: 'You are joined. Ask for their {label} and type it for them.',
  },
  'helping.password.title': { zh: '请对方输入密码', en: 'They type the password' },
  'helping.password.what': {
    zh: '号码已经显示在对方的屏幕上。请对方核对，点按「是我的，去输入密码」，自己输入密码。',
    en: 'The number is on their screen. Ask them to check it, tap “It is mine: type the password” and type the password themselves.',
  },
  'helping.agree.title': { zh: '请对方阅读协议', en: 'They read the agreements' },
  'helping.agree.what': {
    zh: '对方已登录。请对方阅读服务协议和隐私声明，同意的，自己打勾并继续。',
    en: 'They have signed in. Ask them to read the agreements and, if they agree, to tick the boxes themselves and go on.',
  },
  'helping.confirm.title': { zh: '请对方核对信息', en: 'They check their details' },
  'helping.confirm.what': {
    zh: '对方已登录。请对方核对姓名、部门和手机号码，没有错误的，点按「{confirm}」。',
    en: 'They have signed in. Ask them to check name, department and mobile number and, if they are right, to tap “{confirm}”.',
  },
  'helping.phone.title': { zh: '请对方输入验证码', en: 'They type the code' },
  'helping.phone.what': {
    zh: '短信已发到对方的手机。请对方自己输入 6 位验证码。',
    en: 'A text message is on its way to their phone. Ask them to type the six digits themselves.',
  },
  'helping.registered.title': { zh: '注册成功，接着安装', en: 'Registered. Now install' },
  'helping.registered.what': {
    zh: '请对方按下面的步骤安装「{app}」。',
    en: 'Lead them through these steps to install {app}.',
  },
  'helping.suspended.title': { zh: '注册已暂停', en: 'Registration suspended' },
  'helping.suspended.what': {
    zh: '对方的注册被暂停，请联系下方的人员。',
    en: 'Their registration is suspended. Ask the people below.',
  },
} as const satisfies Texts;
