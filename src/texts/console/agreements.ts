import type { Texts } from '../texts.js';

/** What people agree to, as an administrator writes it, and what they ask to have corrected. */
export const agreementConsoleTexts = {
  'console.nav.agreements': { zh: '协议与声明', en: 'Agreements' },
  'console.agreements.lead': {
    zh: '发布之后，用户注册前要先阅读并同意。没有发布的，不会询问。',
    en: 'Once published, people read and agree before they register. What is not published is not asked for.',
  },
  'console.agreements.csv': { zh: '导出全部同意记录（CSV）', en: 'Export all consents (CSV)' },
  'console.agreement.service': { zh: '服务协议', en: 'Service agreement' },
  'console.agreement.privacy': { zh: '隐私声明', en: 'Privacy statement' },
  'console.agreement.none': { zh: '还没有发布。', en: 'Nothing has been published yet.' },
  'console.agreement.write': { zh: '撰写新版本', en: 'Write the next version' },
  'console.agreement.published': { zh: '已发布。', en: 'Published.' },
  'console.agreement.title': { zh: '标题', en: 'Title' },
  'console.agreement.body': { zh: '正文', en: 'Text' },
  'console.agreement.body.hint': {
    zh: '可以使用 Markdown：# 标题、- 列表、**重点**、[链接](https://…)。不支持 HTML 和图片。',
    en: 'Markdown: # heading, - list, **strong**, [link](https://…). No HTML and no pictures.',
  },
  'console.agreement.by': { zh: '发布人', en: 'Published by' },
  'console.agreement.in-force': { zh: '生效中', en: 'In force' },
  'console.agreement.material': { zh: '重大变更', en: 'Material' },
  'console.agreement.effective': { zh: '生效日期', en: 'In force from' },
  'console.agreement.effective.hint': {
    zh: '留空则立即生效。',
    en: 'Empty for at once.',
  },
  'console.agreement.date': {
    zh: '请填写日期，例如 2026-12-01。',
    en: 'Write a date such as 2026-12-01.',
  },
  'console.agreement.draft.lead': {
    zh: '草稿只有管理员能看到。发布之后不能修改，只能发布下一个版本。',
    en: 'Only administrators see the draft. Once published a version is never changed; the next one follows it.',
  },
  'console.agreement.preview': { zh: '保存草稿并预览', en: 'Save the draft and preview' },
  'console.agreement.preview.title': { zh: '预览', en: 'Preview' },
  'console.agreement.publish': { zh: '发布', en: 'Publish' },
  'console.agreement.publish.act': { zh: '发布这个版本', en: 'Publish this version' },
  'console.agreement.first': {
    zh: '这是第一个版本，所有人都会被询问，包括已经注册的人。',
    en: 'This is the first version: everyone is asked, also those who have registered already.',
  },
  'console.agreement.material.box': {
    zh: '重大变更：已经同意的人要重新同意，才能继续下载和更新。',
    en: 'Material: those who agreed before must agree again before they download or update.',
  },
  'console.agreement.both': {
    zh: '中文和英文的标题、正文都要填写。',
    en: 'Title and text are needed in both languages.',
  },
  'console.attention.privacy': {
    zh: '还没有发布隐私声明',
    en: 'No privacy statement is published yet',
  },
  'console.attention.privacy.detail': {
    zh: '处理个人信息之前，应当告知。请撰写并发布。',
    en: 'People must be told before their details are used. Write and publish one.',
  },
  'console.attention.privacy.chip': { zh: '待发布', en: 'To be written' },
  'console.attention.corrections': {
    zh: '{count} 个更正请求等待处理',
    en: 'Requests for a correction: {count}',
  },
  'console.attention.corrections.detail': {
    zh: '用户认为自己的信息有误。',
    en: 'People say that something about them is wrong.',
  },
  'console.attention.corrections.chip': { zh: '待处理', en: 'Waiting' },
  'console.corrections': { zh: '更正请求', en: 'Requests for a correction' },
  'console.corrections.lead': {
    zh: '请在人员目录中更正，然后标记为已处理。',
    en: 'Correct it in the directory, then mark it as seen to.',
  },
  'console.corrections.none': { zh: '没有等待处理的请求。', en: 'Nothing is waiting.' },
  'console.corrections.close': { zh: '已处理', en: 'Seen to' },
  'console.person.consents': { zh: '同意记录', en: 'Consents' },
  'console.person.consent.granted': { zh: '同意', en: 'Agreed' },
  'console.person.consent.withdrawn': { zh: '撤回', en: 'Withdrew' },
  'console.action.agreement.publish': { zh: '发布协议或声明', en: 'published an agreement' },
  'console.action.consent.granted': { zh: '同意协议', en: 'agreed' },
  'console.action.consent.withdrawn': { zh: '撤回同意', en: 'withdrew the consent' },
  'console.action.correction.close': {
    zh: '处理更正请求',
    en: 'saw to a request for a correction',
  },
  'console.action.registration.leave': { zh: '注销', en: 'left' },
} as const satisfies Texts;
