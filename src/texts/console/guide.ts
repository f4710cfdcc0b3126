import type { Texts } from '../texts.js';

/** The printed guide, as an administrator edits it. */
export const guideConsoleTexts = {
  'console.guide': { zh: '打印指南', en: 'Printed guide' },
  'console.guide.lead': {
    zh: '指南由正在发布的版本和下面的文字自动生成，中英文各一份。留空则使用默认文字。',
    en: 'The guide is made from the live releases and the words below, in Chinese and in English. What is empty is filled with the guide’s own words.',
  },
  'console.guide.open': { zh: '查看指南', en: 'See the guide' },
  'console.guide.editions': { zh: '各个版本的指南', en: 'Editions' },
  'console.guide.everyone': { zh: '全体人员', en: 'Everyone' },
  'console.guide.in.zh': { zh: '中文', en: 'Chinese' },
  'console.guide.in.en': { zh: '英文', en: 'English' },
  'console.guide.title': { zh: '标题', en: 'Title' },
  'console.guide.title.hint': {
    zh: '例如：哈工大 APP 用户注册与安装指南',
    en: 'Such as: How to register for and install Campus',
  },
  'console.guide.audience': { zh: '适用人员', en: 'Audience' },
  'console.guide.audience.hint': { zh: '例如：离退休人员', en: 'Such as: retired staff' },
  'console.guide.publisher': { zh: '发布部门', en: 'Published by' },
  'console.guide.publisher.hint': {
    zh: '留空则使用单位名称。',
    en: 'Empty for the name of the organisation.',
  },
  'console.guide.overview': { zh: '概述', en: 'Overview' },
  'console.guide.overview.hint': {
    zh: '这个应用是什么、能做什么。每行一段。',
    en: 'What the app is and what it is for. One paragraph a line.',
  },
  'console.guide.account': { zh: '账号说明', en: 'The account' },
  'console.guide.account.hint': {
    zh: '用哪个号码、哪个密码。每行一段。',
    en: 'Which number and which password. One paragraph a line.',
  },
  'console.guide.save': { zh: '保存指南', en: 'Save the guide' },
  'console.guide.revisions': { zh: '文档版本', en: 'Revisions' },
  'console.guide.revisions.what': {
    zh: '内容有变化时，版本号和日期才会更新。扫描旧指南上的二维码，会看到哪些部分变了。',
    en: 'Number and date move only when the content does. Whoever scans the code on an older print sees which parts have changed.',
  },
  'console.guide.add': { zh: '为另一类人员写一份', en: 'An edition for another audience' },
  'console.guide.add.what': {
    zh: '例如离退休人员、新生。步骤相同，标题、适用人员、概述和账号说明各写各的。',
    en: 'Such as retired staff, or new students. The steps are the same; title, audience, overview and account have words of their own.',
  },
  'console.guide.edition': { zh: '网址中的名称', en: 'Name in the address' },
  'console.guide.edition.hint': {
    zh: '小写字母、数字和连字符，例如 retired',
    en: 'Lower-case letters, digits and hyphens, such as retired',
  },
  'console.guide.edition.problem': {
    zh: '只能使用小写字母、数字和连字符。',
    en: 'Use lower-case letters, digits and hyphens only.',
  },
  'console.guide.add.button': { zh: '添加', en: 'Add the edition' },
  'console.guide.remove': { zh: '删除这一份', en: 'Remove this edition' },
  'console.app.guide': { zh: '打印指南和海报', en: 'Printed guide and poster' },
} as const satisfies Texts;
