import type { Texts } from '../texts.js';

/** Apps and uploads. */
export const appTexts = {
  'console.apps.new': { zh: '新建应用', en: 'New app' },
  'console.apps.create': { zh: '新建应用', en: 'Make the app' },
  'console.apps.empty': {
    zh: '还没有应用。可以新建一个，或者直接上传安装包：',
    en: 'There is no app yet. Make one, or upload a build and name its app:',
  },
  'console.apps.name': { zh: '名称', en: 'Name' },
  'console.apps.name.hint': {
    zh: '用户在应用页面上看到的名称。',
    en: 'As people see it on its page.',
  },
  'console.apps.slug': { zh: '网址标识', en: 'Short name' },
  'console.apps.slug.hint': {
    zh: '用于网址，例如 campus。创建后不能修改，印在纸上也要好输入。',
    en: 'Stands in the address, such as campus. It cannot be changed; people may type it from paper.',
  },
  'console.app.slug.problem': {
    zh: '只能使用小写字母、数字和单个连字符，例如 campus-pay。',
    en: 'Use lower-case letters, digits and single dashes only, such as campus-pay.',
  },
  'console.apps.offers': { zh: '当前版本', en: 'On offer' },
  'console.apps.no-builds': { zh: '还没有安装包', en: 'No builds yet' },
  'console.apps.not-released': { zh: '未发布', en: 'not released' },
  'console.app.platforms': { zh: '平台', en: 'Platforms' },
  'console.app.empty': { zh: '这个应用还没有安装包。', en: 'This app has no build yet.' },
  'console.app.nothing-released': { zh: '还没有发布版本。', en: 'Nothing is released.' },
  'console.app.qr': { zh: '二维码', en: 'QR code' },
  'console.app.qr.alt': { zh: '{address} 的二维码', en: 'QR code of {address}' },
  'console.app.qr.png': { zh: '下载 PNG', en: 'Download PNG' },
  'console.app.qr.svg': { zh: '下载 SVG', en: 'Download SVG' },
  'console.app.releases': { zh: '发布历史', en: 'Releases' },
  'console.app.no-releases': { zh: '还没有发布过版本。', en: 'Nothing has been released yet.' },
  'console.app.all-builds': { zh: '全部安装包', en: 'All builds of this app' },
  'console.exceptions': { zh: '校验例外', en: 'Exceptions from the rules' },
  'console.exceptions.lead': {
    zh: '下列问题本来会让上传被拒。对这个应用只作警告，安装包会被收下，并记下原因。签名损坏或内容被改动的文件永远不收。',
    en: 'These findings would have a build refused. For this app they only warn: the build comes in, with the reason on record. A broken signature or changed content is never let in.',
  },
  'console.exceptions.none': {
    zh: '没有例外，按规则校验。',
    en: 'None: every build is judged by the rules.',
  },
  'console.exceptions.what': { zh: '允许的问题', en: 'What is let pass' },
  'console.exceptions.reason': { zh: '原因', en: 'Reason' },
  'console.exceptions.reason.hint': {
    zh: '至少 10 个字。一年后看到的人也要能明白。',
    en: 'At least 10 characters, for who reads it in a year.',
  },
  'console.exceptions.reason.problem': {
    zh: '请写明原因，至少 10 个字，最多 500 个字。',
    en: 'Say why, in 10 to 500 characters.',
  },
  'console.exceptions.add': { zh: '添加例外', en: 'Add an exception' },
  'console.exceptions.remove': { zh: '取消', en: 'Remove' },
  'console.upload.lead': {
    zh: '签名后的 APK、IPA 或桌面安装包，最大 {limit}。服务器会校验签名并读取内容，不合格的文件不会保留。',
    en: 'A signed APK, IPA or desktop installer, up to {limit}. Its signatures are checked and it is read; a file that is refused is not kept.',
  },
  'console.upload.app.hint': {
    zh: '已知的包标识会自动找到所属应用。',
    en: 'A bundle identifier that is known finds its app by itself.',
  },
  'console.upload.app.known': { zh: '按包标识自动识别', en: 'Find it by the bundle identifier' },
  'console.upload.new-app': { zh: '新应用的网址标识', en: 'Short name of a new app' },
  'console.upload.new-app.hint': {
    zh: '仅在新建应用时填写，例如 campus。',
    en: 'Only to make a new app, such as campus.',
  },
  'console.upload.publish': { zh: '校验通过后立即发布', en: 'Publish as soon as it is verified' },
  'console.upload.file': { zh: '安装包文件', en: 'Build file' },
  'console.upload.act': { zh: '上传', en: 'Upload' },
  'console.upload.by-command': { zh: '用命令行上传', en: 'From the command line' },
  'console.upload.sent': { zh: '正在上传', en: 'Uploading' },
  'console.upload.left': { zh: '剩余 {time}', en: '{time} left' },
  'console.upload.reading': {
    zh: '已收到，正在读取内容并校验签名……',
    en: 'Received. Reading the build and checking its signatures …',
  },
  'console.upload.cut': {
    zh: '上传中断。请检查网络后重新上传。',
    en: 'The upload was cut off. Check the connection and upload again.',
  },
  'console.upload.pause': { zh: '暂停', en: 'Pause' },
  'console.upload.resume': { zh: '继续上传', en: 'Go on' },
  'console.upload.paused': {
    zh: '已暂停。已上传的部分会保留一周。',
    en: 'Paused. What has arrived is kept for a week.',
  },
  'console.upload.waiting': {
    zh: '连接中断，正在自动重试，已上传的部分不会丢失……',
    en: 'The connection is gone. Trying again; what has arrived is not lost …',
  },
  'console.upload.sign-in': {
    zh: '登录已过期。请重新登录，再选择同一个文件，即可接着上传。',
    en: 'You are signed out. Sign in again and choose the same file: it goes on where it stopped.',
  },
  'console.upload.unfinished': {
    zh: '上次没有传完：{name}。选择同一个文件即可接着上传。',
    en: '{name} was not finished. Choose the same file to go on where it stopped.',
  },
  'console.notes': { zh: '更新说明', en: 'Release notes' },
  'console.notes.hint': { zh: '用户可以看到。', en: 'People can read them.' },
  'console.channel.problem': {
    zh: '渠道名只能使用小写字母、数字和单个连字符，例如 beta。',
    en: 'A channel has lower-case letters, digits and single dashes only, such as beta.',
  },
} as const satisfies Texts;
