import type { Texts } from '../texts.js';

/** People and their registrations. */
export const peopleTexts = {
  'console.people.search': { zh: '工号、姓名、部门', en: 'Number, name, department' },
  'console.people.roster': { zh: '名册人数', en: 'on the roster' },
  'console.people.not-found': {
    zh: '没有找到。从未登录过的人不会出现在这里。',
    en: 'Nobody found. Who never signed in is not listed here.',
  },
  'console.people.expected': {
    zh: '{person} 在名册中，但还没有登录过。',
    en: '{person} is on the roster and has not signed in yet.',
  },
  'console.people.empty': {
    zh: '还没有人登录过。先导入名册：',
    en: 'Nobody has signed in yet. Import the roster first:',
  },
  'console.person.registered': { zh: '已注册', en: 'Registered' },
  'console.person.not-activated': { zh: '未激活', en: 'Not activated' },
  'console.person.suspended': { zh: '已暂停', en: 'Suspended' },
  'console.person.unbound': { zh: '手机已解绑', en: 'Phone unbound' },
  'console.person.name': { zh: '姓名', en: 'Name' },
  'console.person.number': { zh: '号码', en: 'Number' },
  'console.person.department': { zh: '部门', en: 'Department' },
  'console.person.phone': { zh: '绑定手机', en: 'Bound phone' },
  'console.person.directory-phone': { zh: '名册中的手机', en: 'Phone in the directory' },
  'console.person.first-seen': { zh: '首次登录', en: 'First signed in' },
  'console.person.activated': { zh: '激活时间', en: 'Activated' },
  'console.person.suspended-since': { zh: '暂停', en: 'Suspended' },
  'console.person.facts': { zh: '信息', en: 'Details' },
  'console.person.acts': { zh: '注册状态', en: 'Registration' },
  'console.person.not-activated.detail': {
    zh: '登录过，但还没有确认信息。',
    en: 'Signed in, but has not confirmed their details yet.',
  },
  'console.person.suspended.detail': {
    zh: '不能安装任何应用，已发出的链接也已失效。',
    en: 'Cannot install anything, and links already handed out are dead.',
  },
  'console.person.unbound.detail': {
    zh: '需要重新登录并确认信息，才会绑定新的手机。',
    en: 'Signs in and confirms their details again, which binds the phone then on record.',
  },
  'console.person.reinstate': { zh: '恢复注册', en: 'Reinstate' },
  'console.person.unbind': { zh: '解绑手机', en: 'Unbind the phone' },
  'console.person.unbind.what': {
    zh: '用于更换手机号码。此人需要重新确认信息后才能安装。',
    en: 'For a changed number. They confirm their details again before they can install.',
  },
  'console.person.unbind.act': { zh: '解绑手机', en: 'Unbind the phone' },
  'console.person.suspend': { zh: '暂停注册', en: 'Suspend' },
  'console.person.suspend.what': {
    zh: '影响这 1 个人：立即退出登录，不能再下载，已发出的链接失效。已安装的应用不受影响。',
    en: 'This touches one person: they are signed out, can download nothing, and their links die. What is installed stays.',
  },
  'console.person.suspend.act': { zh: '暂停注册', en: 'Suspend this registration' },
  'console.person.outcomes': { zh: '下载记录', en: 'What they fetched' },
  'console.person.no-outcomes': { zh: '还没有下载过。', en: 'Nothing yet.' },
  'console.notice.suspended': { zh: '已暂停。', en: 'Suspended.' },
  'console.notice.reinstated': { zh: '已恢复。', en: 'Reinstated.' },
  'console.notice.unbound': { zh: '手机已解绑。', en: 'The phone is unbound.' },
} as const satisfies Texts;
