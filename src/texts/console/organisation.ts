import type { Texts } from '../texts.js';

/** What people's pages say of the organisation. */
export const organisationTexts = {
  'console.organisation.lead': {
    zh: '显示在用户页面上。留空则使用默认文字。',
    en: 'Shown on people’s pages. What is empty is filled with the page’s own words.',
  },
  'console.organisation.saved': { zh: '已保存。', en: 'Saved.' },
  'console.organisation.save': { zh: '保存', en: 'Save' },
  'console.organisation.who': { zh: '单位', en: 'Organisation' },
  'console.organisation.help': { zh: '求助方式', en: 'Whom to ask' },
  'console.organisation.sign-in': { zh: '登录', en: 'Signing in' },
  'console.organisation.name.zh': { zh: '名称（中文）', en: 'Name (Chinese)' },
  'console.organisation.name.en': { zh: '名称（英文）', en: 'Name (English)' },
  'console.organisation.helpContact.zh': {
    zh: '联系人或部门（中文）',
    en: 'Person or office (Chinese)',
  },
  'console.organisation.helpContact.en': {
    zh: '联系人或部门（英文）',
    en: 'Person or office (English)',
  },
  'console.organisation.helpHours.zh': { zh: '服务时间（中文）', en: 'Hours (Chinese)' },
  'console.organisation.helpHours.en': { zh: '服务时间（英文）', en: 'Hours (English)' },
  'console.organisation.helpTelephone': { zh: '电话', en: 'Telephone' },
  'console.organisation.helpTelephone.hint': {
    zh: '每个用户页面都会显示。',
    en: 'Stands on every page people see.',
  },
  'console.organisation.numberLabel.zh': {
    zh: '号码的叫法（中文）',
    en: 'What the number is called (Chinese)',
  },
  'console.organisation.numberLabel.en': {
    zh: '号码的叫法（英文）',
    en: 'What the number is called (English)',
  },
  'console.organisation.numberHint.zh': {
    zh: '号码提示（中文）',
    en: 'Hint at the number (Chinese)',
  },
  'console.organisation.numberHint.en': {
    zh: '号码提示（英文）',
    en: 'Hint at the number (English)',
  },
  'console.organisation.passwordHint.zh': {
    zh: '密码提示（中文）',
    en: 'Hint at the password (Chinese)',
  },
  'console.organisation.passwordHint.en': {
    zh: '密码提示（英文）',
    en: 'Hint at the password (English)',
  },
  'console.organisation.resetPasswordUrl': {
    zh: '重置密码的网址',
    en: 'Address to reset a password',
  },
  'console.organisation.resetPasswordUrl.hint': {
    zh: '单位自己的页面，以 https:// 开头；没有则留空。',
    en: 'The organisation’s own page, https; empty where there is none.',
  },
  'console.organisation.reset-url.problem': {
    zh: '网址须以 https:// 开头，或者留空。',
    en: 'The address begins with https://, or leave it empty.',
  },
} as const satisfies Texts;
