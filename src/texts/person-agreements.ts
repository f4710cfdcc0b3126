import type { Texts } from './texts.js';

/** What a person agrees to, and the page of their own data. */
export const personAgreementTexts = {
  'agree.title': { zh: '阅读并同意', en: 'Read and agree' },
  'agree.what': {
    zh: '使用「{app}」之前，请阅读下面的文本。同意的，在方框里打勾。',
    en: 'Before you use {app}, please read this. Tick the boxes if you agree.',
  },
  'agree.read': { zh: '阅读《{title}》', en: 'Read: {title}' },
  'agree.box': { zh: '我已阅读并同意《{title}》', en: 'I have read it and agree: {title}' },
  'agree.button': { zh: '同意并继续', en: 'Agree and go on' },
  'agree.next': { zh: '接下来：核对您的信息。', en: 'Next: check your details.' },
  'agree.missing': {
    zh: '请阅读文本，同意的，在方框里打勾。',
    en: 'Read the text and tick the box if you agree.',
  },
  'agree.not': { zh: '不同意？', en: 'You do not agree?' },
  'agree.not.what': {
    zh: '不同意就不能注册和安装，您的信息不会用于注册。有疑问的，请联系下方的人员。',
    en: 'Then you cannot register and install, and your details are not used for it. If you have questions, ask the people below.',
  },
  'agreement.version': {
    zh: '第 {version} 版，自 {date} 起生效',
    en: 'Version {version}, in force from {date}',
  },
  'agreement.keep': {
    zh: '可以用浏览器的「打印」或「保存网页」留存这份文本。',
    en: 'You can keep this text with your browser’s “Print” or “Save page”.',
  },
  'person.me': { zh: '我的信息', en: 'My details' },
  'me.title': { zh: '我的信息', en: 'My details' },
  'me.what': { zh: '这里列出系统保存的您的信息。', en: 'This is what is kept about you here.' },
  'me.source': {
    zh: '姓名、号码和部门来自单位的人员目录，在目录中更正之后，这里也会更正。',
    en: 'Name, number and department come from the organisation’s directory. What is corrected there is corrected here.',
  },
  'me.back': { zh: '返回我的信息', en: 'Back to my details' },
  'me.correct': { zh: '更正信息', en: 'Correct something' },
  'me.correct.label': { zh: '哪里不对，应该是什么？', en: 'What is wrong, and what should it be?' },
  'me.correct.hint': {
    zh: '工作人员会看到这段话。请不要写密码。',
    en: 'The people in charge read this. Never write your password here.',
  },
  'me.correct.button': { zh: '提交更正请求', en: 'Ask for the correction' },
  'me.correct.asked': { zh: '已提交，等待工作人员处理。', en: 'Sent. Someone will see to it.' },
  'me.correct.open': { zh: '{day} 提交，等待处理', en: 'Sent on {day}, waiting' },
  'me.correct.closed': { zh: '{day} 已处理', en: 'Seen to on {day}' },
  'me.correct.missing': { zh: '请写明哪里不对。', en: 'Say what is wrong.' },
  'me.correct.long': { zh: '请写得短一些，最多 1000 个字。', en: 'Use at most 1000 characters.' },
  'me.correct.enough': {
    zh: '您之前的请求还在处理，请稍后再提交。',
    en: 'Your earlier requests are still being seen to. Please wait.',
  },
  'me.consents': { zh: '同意的记录', en: 'What you agreed to' },
  'me.consent.version': { zh: '《{title}》第 {version} 版', en: '{title}, version {version}' },
  'me.consent.granted': { zh: '{day} 同意', en: 'Agreed on {day}' },
  'me.consent.withdrawn': { zh: '{day} 撤回同意', en: 'Withdrawn on {day}' },
  'me.data': { zh: '下载我的信息', en: 'Download my data' },
  'me.data.what': {
    zh: '系统保存的您的全部信息，可以用表格软件打开。',
    en: 'All that is kept about you, for a spreadsheet.',
  },
  'me.data.csv': { zh: '下载表格（CSV）', en: 'Download as a table (CSV)' },
  'me.data.json': { zh: '下载 JSON 文件', en: 'Download as JSON' },
  'me.sessions': { zh: '登录的设备', en: 'Where you are signed in' },
  'me.sessions.what': {
    zh: '现在有 {count} 个浏览器登录着您的账号。手机丢失或不再使用的，可以全部退出。',
    en: 'Browsers that are signed in as you: {count}. If a phone is lost or no longer yours, sign out everywhere.',
  },
  'me.sessions.button': { zh: '在所有设备上退出登录', en: 'Sign out everywhere' },
  'me.leave.what': {
    zh: '不再使用的，可以注销，您的手机号码会解除绑定。',
    en: 'If you no longer use it, you can leave. Your mobile number is released.',
  },
  'withdraw-consent.title': { zh: '撤回同意', en: 'Withdraw my consent' },
  'withdraw-consent.what': {
    zh: '撤回之后，您不能再下载和更新，直到重新同意。已经装好的应用不受影响，之前的处理仍然有效。',
    en: 'After that you can download and update nothing until you agree again. What is installed stays, and what was done before stays lawful.',
  },
  'withdraw-consent.button': { zh: '撤回同意', en: 'Withdraw my consent' },
  'leave-for-good.title': { zh: '注销', en: 'Leave' },
  'leave-for-good.what': { zh: '注销之后：', en: 'When you leave:' },
  'leave-for-good.phone': {
    zh: '绑定的手机号码解除绑定，所有设备退出登录。',
    en: 'Your mobile number is released and every device is signed out.',
  },
  'leave-for-good.data': {
    zh: '姓名、号码、部门和手机号码从这里删除；单位的人员目录不变。',
    en: 'Name, number, department and mobile number are deleted here; the organisation’s directory stays as it is.',
  },
  'leave-for-good.kept': {
    zh: '依法需要保留的操作记录继续保留。以后可以重新注册。',
    en: 'Records that the law asks for are kept. You can register again.',
  },
  'leave-for-good.button': { zh: '确认注销', en: 'Leave' },
} as const satisfies Texts;
