import type { Texts } from '../texts.js';

/** The roster: bringing people in, and the letters that give them a code. */
export const rosterTexts = {
  'console.people.import': { zh: '导入名册', en: 'Import the roster' },
  'console.people.letters': { zh: '激活信', en: 'Activation letters' },
  'console.import.title': { zh: '导入名册', en: 'Import the roster' },
  'console.import.lead': {
    zh: '第一步查看会有哪些变化，什么都不改；第二步再导入。',
    en: 'First see what would change, with nothing changed; then import.',
  },
  'console.import.file': { zh: '名册文件（CSV）', en: 'Roster file (CSV)' },
  'console.import.file.hint': {
    zh: '表头：number,name,department,phone,password,activation_code。UTF-8 或 GB18030 编码。',
    en: 'Header: number,name,department,phone,password,activation_code. UTF-8 or GB18030.',
  },
  'console.import.again': { zh: '再选一次同一个文件', en: 'Choose the same file again' },
  'console.import.again.hint': {
    zh: '文件中可能有密码，服务器不保存它。选了别的文件，会先显示它的变化。',
    en: 'It may hold passwords, so the server does not keep it. Another file is shown first.',
  },
  'console.import.departures': {
    zh: '文件中没有的人视为已离开：暂停注册并退出登录',
    en: 'Whom the file does not name has left: suspended and signed out',
  },
  'console.import.look': { zh: '查看变化', en: 'See what would change' },
  'console.import.act': { zh: '导入', en: 'Import' },
  'console.import.would': { zh: '将会有这些变化', en: 'This would change' },
  'console.import.sum': {
    zh: '新增 {added}，更新 {updated}，不变 {unchanged}，离开 {departed}',
    en: '{added} added, {updated} updated, {unchanged} unchanged, {departed} departed',
  },
  'console.import.done': { zh: '已导入：{sum}', en: 'Imported: {sum}' },
  'console.import.added': { zh: '新增', en: 'Added' },
  'console.import.updated': { zh: '更新', en: 'Updated' },
  'console.import.departed': { zh: '离开', en: 'Departed' },
  'console.import.more': {
    zh: '这里只列出前 200 条。完整的列表请用命令查看：slipway roster import FILE.csv --dry-run',
    en: 'Only the first 200 are listed. The command shows all: slipway roster import FILE.csv --dry-run',
  },
  'console.import.field.name': { zh: '姓名', en: 'Name' },
  'console.import.field.department': { zh: '部门', en: 'Department' },
  'console.import.field.phone': { zh: '手机', en: 'Phone' },
  'console.import.field.password': { zh: '新的密码', en: 'New password' },
  'console.import.field.activation-code': { zh: '新的激活码', en: 'New activation code' },
  'console.import.field.departed': { zh: '重新回到名册', en: 'Back on the roster' },

  'console.letters.title': { zh: '激活信', en: 'Activation letters' },
  'console.letters.lead': {
    zh: '为名册中既没有密码也没有激活码的人生成激活码，每人一页，打印后寄出。',
    en: 'Makes a code for everyone on the roster who has neither a password nor a code: one page each, to print and post.',
  },
  'console.letters.waiting': {
    zh: '等待激活信的人数：{count}',
    en: 'Waiting for a letter: {count}',
  },
  'console.letters.numbers': { zh: '只为这些号码', en: 'For these numbers only' },
  'console.letters.numbers.hint': {
    zh: '可以不填。信丢失时，填写号码即可重新生成，原来的激活码随即失效。',
    en: 'May stay empty. For a lost letter, name the number: the old code ends.',
  },
  'console.letters.once': {
    zh: '一次最多 {limit} 封。激活码只显示这一次，服务器不保存原文；请立即打印。',
    en: 'At most {limit} at a time. The codes are shown once and are not kept: print them at once.',
  },
  'console.letters.act': { zh: '生成激活信', en: 'Make the letters' },
  'console.letters.nobody': { zh: '没有需要写信的人。', en: 'There is nobody to write to.' },
  'console.letters.print': {
    zh: '共 {count} 封。请现在就用浏览器的打印功能打印：离开此页后，激活码不会再显示。',
    en: '{count} letters. Print them now from your browser: once you leave this page the codes are gone.',
  },
  'console.letters.back': { zh: '打印好了，回到人员', en: 'Printed: back to people' },

  'letter.title': { zh: '注册并安装「{app}」', en: 'Register and install {app}' },
  'letter.code': { zh: '激活码', en: 'Activation code' },
  'letter.secret': {
    zh: '激活码代替密码使用。请勿告诉任何人，工作人员也不会向您索要。',
    en: 'Use the code as your password. Tell nobody: our staff never ask for it.',
  },
  'letter.scan': {
    zh: '打开手机相机，对准右边的二维码，点按出现的链接，再点按「注册」。',
    en: 'Point your phone’s camera at the code, tap the link that appears, then tap Register.',
  },
  'letter.type': {
    zh: '输入{label}，在密码处输入激活码，核对您的信息。',
    en: 'Type your {label}, type the activation code as the password, and check your details.',
  },
  'letter.install': {
    zh: '点按「下载」，按页面提示安装。',
    en: 'Tap Download and follow the page to install.',
  },
  'letter.address': {
    zh: '也可以在手机浏览器中输入网址：',
    en: 'Or type this address into your phone’s browser:',
  },
} as const satisfies Texts;
