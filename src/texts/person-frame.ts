import type { Texts } from './texts.js';

/** What stands on every page of a person: the steps, whom to ask, who is signed in. */
export const personFrameTexts = {
  'frame.skip': { zh: '跳到正文', en: 'Skip to the content' },
  'step.of': { zh: '第 {step} 步，共 3 步', en: 'Step {step} of 3' },
  'step.1': { zh: '注册', en: 'Register' },
  'step.2': { zh: '安装', en: 'Install' },
  'step.3': { zh: '登录', en: 'Sign in' },
  'step.done': { zh: '已完成', en: 'done' },
  'ask.title': { zh: '遇到困难，请联系', en: 'If you need help' },
  'ask.nobody': {
    zh: '请联系给您这个二维码的部门。',
    en: 'Ask the office that gave you the QR code.',
  },
  'ask.call': { zh: '拨打 {telephone}', en: 'Call {telephone}' },
  'ask.hours': { zh: '服务时间：{hours}', en: 'Hours: {hours}' },
  'ask.more': { zh: '常见问题', en: 'Common questions' },
  'person.who': { zh: '已登录：{name}（{number}）', en: 'Signed in: {name} ({number})' },
  'person.leave': { zh: '不是您本人？退出登录', en: 'Not you? Sign out' },

  'home.title': { zh: '请扫描您收到的二维码', en: 'Scan the QR code you were given' },
  'home.what': {
    zh: '这里为本单位人员提供单位自己的应用。',
    en: 'This is where people of the organisation get its own apps.',
  },
  'home.how': {
    zh: '打开手机相机，对准通知或指南上的二维码；也可以把二维码下方的网址输入到浏览器中。',
    en: 'Point your phone’s camera at the QR code in the notice or the guide, or type the address below it into your browser.',
  },

  'way.app': { zh: '回到应用页面', en: 'Back to the app’s page' },
  'way.register': { zh: '去注册', en: 'Go and register' },
  'way.again': { zh: '再试一次', en: 'Try again' },
  'way.home': { zh: '回到首页', en: 'Go to the first page' },
  'way.console': { zh: '回到管理台', en: 'Back to the console' },
  'trouble.request': { zh: '这个页面打不开', en: 'This page cannot be shown' },
  'trouble.server': { zh: '暂时无法使用', en: 'Not available just now' },
  'trouble.unauthenticated': { zh: '请重新登录', en: 'Please sign in again' },
  'trouble.form_expired': { zh: '页面放置太久', en: 'The page was open too long' },
  'trouble.not_found': { zh: '找不到这个页面', en: 'There is no such page' },
  'trouble.not_found.text': {
    zh: '请核对网址有没有输错，或者重新扫一次二维码。',
    en: 'Check the address for typing mistakes, or scan the QR code again.',
  },
  'trouble.rate_limited': { zh: '请稍后再试', en: 'Please wait a little' },
  'trouble.not_registered': { zh: '还没有注册', en: 'Not registered yet' },
  'trouble.number_taken': { zh: '这个号码已经注册过', en: 'Registered already' },
  'trouble.sign_in_failed': { zh: '登录没有完成', en: 'Not signed in' },
  'trouble.registration_suspended': { zh: '注册已暂停', en: 'Registration suspended' },
  'trouble.release_withdrawn': { zh: '这个版本已撤回', en: 'This version was withdrawn' },
  'trouble.nothing_released': { zh: '还没有可安装的版本', en: 'Nothing to install yet' },
  'trouble.not_granted': { zh: '这个版本没有对您开放', en: 'This version is not open to you' },
  'trouble.ticket_invalid': { zh: '这个链接无效', en: 'This link is not valid' },
  'trouble.ticket_expired': { zh: '这个链接已过期', en: 'This link has expired' },
  'trouble.id': {
    zh: '联系我们时，请告知这个编号：{id}',
    en: 'When you ask for help, please give this number: {id}',
  },
} as const satisfies Texts;
