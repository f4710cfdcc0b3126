import type { Texts } from '../texts.js';

/** The audit trail. */
export const auditTexts = {
  'console.audit.id': { zh: '序号', en: 'No.' },
  'console.audit.actor': { zh: '操作者', en: 'Who' },
  'console.audit.action': { zh: '操作', en: 'What' },
  'console.audit.subject': { zh: '对象', en: 'To what' },
  'console.audit.details': { zh: '详情', en: 'Details' },
  'console.audit.whole': { zh: '完整', en: 'Whole' },
  'console.audit.whole.sentence': {
    zh: '每条记录都与前一条相连，没有被改动。',
    en: 'Every entry is chained to the one before it; none was changed.',
  },
  'console.audit.broken': { zh: '被改动', en: 'Broken' },
  'console.audit.broken.sentence': {
    zh: '从第 {id} 条起记录与校验值不符：有人改动或删除了记录。',
    en: 'From entry {id} on the hashes do not hold: entries were changed or removed.',
  },
  'console.action.administrator.change-password': { zh: '修改密码', en: 'changed the password' },
  'console.action.administrator.create': { zh: '添加账号', en: 'added an account' },
  'console.action.app.create': { zh: '新建应用', en: 'made an app' },
  'console.action.build.ingest': { zh: '上传安装包', en: 'uploaded a build' },
  'console.action.organisation.edit': { zh: '修改单位信息', en: 'edited the organisation' },
  'console.action.organisation.brand': { zh: '修改外观', en: 'edited the look' },
  'console.action.policy-exception.add': { zh: '添加例外', en: 'added an exception' },
  'console.action.policy-exception.remove': { zh: '取消例外', en: 'removed an exception' },
  'console.action.registration.activate': { zh: '激活注册', en: 'registered' },
  'console.action.registration.suspend': { zh: '暂停注册', en: 'suspended' },
  'console.action.registration.reinstate': { zh: '恢复注册', en: 'reinstated' },
  'console.action.registration.unbind-phone': { zh: '解绑手机', en: 'unbound the phone' },
  'console.action.release.publish': { zh: '发布', en: 'published' },
  'console.action.release.withdraw': { zh: '撤回', en: 'withdrew' },
  'console.action.directory.departures': {
    zh: '核对目录离职人员',
    en: 'followed the directory’s departures',
  },
  'console.action.roster.codes': { zh: '生成激活码', en: 'made activation codes' },
  'console.action.roster.import': { zh: '导入名册', en: 'imported the roster' },
  'console.action.ticket.issue': { zh: '代为签发下载链接', en: 'gave out a download link' },
  'console.action.token.create': { zh: '创建令牌', en: 'made a token' },
  'console.action.token.revoke': { zh: '吊销令牌', en: 'revoked a token' },
  'console.audit.unchecked': { zh: '尚未检查', en: 'Not checked now' },
  'console.audit.unchecked.sentence': {
    zh: '共 {count} 条记录，检查需要一些时间。',
    en: 'It has {count} entries; checking them all takes a while.',
  },
  'console.audit.check': { zh: '检查全部记录', en: 'Check the whole trail' },
} as const satisfies Texts;
