import type { Texts } from '../texts.js';

/** Publish and withdraw. */
export const releaseTexts = {
  'console.release.current': { zh: '当前', en: 'Current' },
  'console.release.superseded': { zh: '已被替代', en: 'Superseded' },
  'console.release.withdrawn': { zh: '已撤回', en: 'Withdrawn' },
  'console.publish.title': { zh: '发布', en: 'Publish' },
  'console.publish.is-current': {
    zh: '这就是渠道 {channel} 的当前版本。',
    en: 'This is the current release on {channel}.',
  },
  'console.publish.holding': {
    zh: '渠道 {channel} 上一次发布的是',
    en: 'Last released on {channel}:',
  },
  'console.publish.first': {
    zh: '渠道 {channel} 还没有这个平台的版本，这将是第一个。',
    en: 'Nothing of this platform was released on {channel} yet; this would be the first.',
  },
  'console.publish.added-permissions': {
    zh: '比上一版多要求的权限：',
    en: 'It asks for more than the last one did:',
  },
  'console.publish.dropped-permissions': { zh: '不再要求：', en: 'It no longer asks for:' },
  'console.publish.weigh': { zh: '发布前请逐项确认', en: 'Weigh these first' },
  'console.publish.act': { zh: '发布这个版本', en: 'Publish this build' },
  'console.publish.notes-only': { zh: '保存说明', en: 'Save the notes' },
  'console.concern.older_version_code': {
    zh: '版本号比已发布的旧。已经安装的人（{people} 人）收不到更新；安卓手机拒绝降级，必须先卸载才能安装，数据会丢失。',
    en: 'Its version code is older than the last one. Who holds that ({people}) gets no update; Android refuses to go back, so everyone there must uninstall first and loses their data.',
  },
  'console.concern.signer_changed': {
    zh: '签名证书与上一版不同，也没有手机认可的密钥轮换证明。手机拒绝覆盖安装：已经安装的人（{people} 人）都必须先卸载，数据会丢失。',
    en: 'It is signed by another certificate and carries no proof of rotation that covers the last one. Phones refuse the update: everyone who holds the last one ({people}) must uninstall first and loses their data.',
  },
  'console.concern.team_changed': {
    zh: '苹果团队与上一版不同。iPhone 拒绝覆盖安装：已经安装的人（{people} 人）都必须先删除旧应用，数据会丢失。',
    en: 'It comes from another Apple team. iPhones refuse the update: everyone who holds the last one ({people}) must delete it first and loses their data.',
  },
  'console.concern.publisher_changed': {
    zh: '签名单位与上一版不同。系统会再次询问是否信任，部分安装包不能覆盖安装：已经安装的人（{people} 人）可能要先卸载。',
    en: 'It is signed by another publisher. Computers ask again whether to trust it, and some packages do not update: who holds the last one ({people}) may have to uninstall first.',
  },
  'console.concern.signer_unproven': {
    zh: '签名证书换了，名称与上一版相同，但没有机构证明是同一家。请先向开发者核实；已经安装的人（{people} 人）可能要重新信任，或先卸载旧版。',
    en: 'It is signed by another certificate under the same name, and no authority vouches that it is the same signer. Ask the developer first: who holds the last one ({people}) may have to trust it anew, or uninstall first.',
  },
  'console.concern.installer_changed': {
    zh: '安装程序的类型与上一版不同，不认识旧版。已经安装的人（{people} 人）要先卸载旧版，否则两个版本会并存。',
    en: 'It comes as another kind of installer, which does not know the last one. Who holds that ({people}) must uninstall it first, or ends up with both.',
  },
  'console.concern.profile_kind_changed': {
    zh: '描述文件类型由“{from}”变为“{to}”。Ad Hoc 和开发类型只能装到描述文件内登记的设备，其他人装不上；企业类型要求用户先在“设置”中信任开发者。',
    en: 'The kind of profile changes from “{from}” to “{to}”. Ad hoc and development builds install on the devices named in the profile alone; an enterprise build asks everyone to trust its developer in Settings first.',
  },
  'console.concern.accepted_by_exception': {
    zh: '这个安装包是按例外规则收下的（见校验结论）。用户的设备可能拒绝安装。',
    en: 'It was let in by an exception from the rules (see the verdict). People’s devices may refuse it.',
  },
  'console.concern.expires_soon': {
    zh: '描述文件 30 天内到期，到期后所有人都打不开。',
    en: 'Its profile ends within 30 days; after that the app opens for nobody.',
  },
  'console.withdraw': { zh: '撤回', en: 'Withdraw' },
  'console.withdraw.title': { zh: '撤回版本', en: 'Withdraw a release' },
  'console.withdraw.what': {
    zh: '撤回后立即停止下载，已发出的链接也会失效；已经安装的手机不受影响。',
    en: 'Nothing of it leaves from the next request on, links already handed out die with it; phones that have it keep it.',
  },
  'console.withdraw.people': {
    zh: '影响人数：{people} 人已下载完成。他们和其他人都不能再下载这个版本。',
    en: 'People who have downloaded it: {people}. Neither they nor anyone else can download it again.',
  },
  'console.withdraw.slug': {
    zh: '请输入应用的网址标识 {slug} 以确认',
    en: 'Type the app’s short name, {slug}, to confirm',
  },
  'console.withdraw.slug.problem': {
    zh: '与应用的网址标识不一致，请重新输入。',
    en: 'That is not the app’s short name. Type it as shown.',
  },
  'console.withdraw.act': { zh: '撤回这个版本', en: 'Withdraw this release' },
  'console.publish.holders': {
    zh: '已下载完成的人数：{people}',
    en: 'People who downloaded it: {people}',
  },
  'console.publish.elsewhere': { zh: '也发布到其他渠道', en: 'Publish it on another channel too' },
  'console.publish.look-ahead': { zh: '继续', en: 'Go on' },
} as const satisfies Texts;
