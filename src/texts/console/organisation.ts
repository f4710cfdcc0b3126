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
  'console.look': { zh: '外观', en: 'Look' },
  'console.look.lead': {
    zh: '用户页面上的标志和颜色。文字的对比度始终不低于 7:1，系统会自动调整颜色深浅。',
    en: 'The logo and the colour of people’s pages. The colour is darkened or lightened by itself until all text on it reads well (7:1).',
  },
  'console.look.colour': { zh: '颜色', en: 'Colour' },
  'console.look.colour.label': { zh: '单位的颜色', en: 'The organisation’s colour' },
  'console.look.colour.hint': {
    zh: '例如 #0a4d68。留空则使用默认颜色。',
    en: 'Such as #0a4d68. Empty for the page’s own.',
  },
  'console.look.colour.problem': {
    zh: '颜色由 # 和六位十六进制数字组成，例如 #0a4d68；或者留空。',
    en: 'A colour is # and six hexadecimal digits, such as #0a4d68; or leave it empty.',
  },
  'console.look.shades': {
    zh: '按钮在浅色和深色页面上的样子',
    en: 'The button on a light and on a dark page',
  },
  'console.look.sample': { zh: '下载', en: 'Download' },
  'console.look.logo': { zh: '标志', en: 'Logo' },
  'console.look.logo.now': { zh: '现在的标志', en: 'The logo in use' },
  'console.look.logo.label': { zh: '图片文件', en: 'Picture' },
  'console.look.logo.hint': {
    zh: 'PNG、JPEG 或 WebP，不超过 8 MB。最好是透明背景、高度 132 像素以上。不选则保持不变。',
    en: 'PNG, JPEG or WebP, at most 8 MB; best with a clear background and at least 132 pixels high. Choose none to keep what is there.',
  },
  'console.look.logo.problem': {
    zh: '无法读取这张图片。请使用 PNG、JPEG 或 WebP 格式，不超过 8 MB。',
    en: 'This picture cannot be read. Use a PNG, JPEG or WebP of at most 8 MB.',
  },
  'console.look.logo.remove': { zh: '移除标志', en: 'Remove the logo' },
  'console.look.save': { zh: '保存外观', en: 'Save the look' },
} as const satisfies Texts;
