import type { Texts } from '../texts.js';

/** Rollouts, requests to publish, recalls. */
export const rolloutTexts = {
  'console.publish.how': {
    zh: '分批、定时、强制更新、各语言说明',
    en: 'Rollout, schedule, mandatory, notes by language',
  },
  'console.notes.zh': { zh: '中文更新说明', en: 'Release notes in Chinese' },
  'console.notes.en': { zh: '英文更新说明', en: 'Release notes in English' },
  'console.notes.translated.hint': {
    zh: '可以用 Markdown。不填则显示上面的说明。',
    en: 'Markdown is understood. Where it is empty the notes above are shown.',
  },
  'console.rollout.percent': { zh: '先开放给百分之多少的人', en: 'Offer it to this many percent' },
  'console.rollout.percent.hint': {
    zh: '1 到 100。每次都是同一批人，其他人继续得到上一个版本。',
    en: '1 to 100. It is the same people each time; the others go on with the release before.',
  },
  'console.rollout.percent.problem': {
    zh: '请填 1 到 100 的整数。',
    en: 'Type a whole number from 1 to 100.',
  },
  'console.publish.when': { zh: '定时发布', en: 'Publish at' },
  'console.publish.when.hint': {
    zh: '服务器所在时区。不填则立即发布。',
    en: 'In the server’s time zone. Empty for at once.',
  },
  'console.publish.mandatory': {
    zh: '强制更新：旧版本的用户必须更新到它',
    en: 'Mandatory: everyone with an older version must take it',
  },
  'console.publish.needs-approval': {
    zh: '这个渠道需要另一位管理员批准后才会发布。',
    en: 'On this channel another administrator must approve before it is published.',
  },
} as const satisfies Texts;
