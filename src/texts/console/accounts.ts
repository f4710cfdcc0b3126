import type { Texts } from '../texts.js';

/** Set-up, sign-in, administrators and API tokens. */
export const accountTexts = {
  'console.setup.title': { zh: '创建第一个管理员', en: 'Make the first administrator' },
  'console.setup.lead': {
    zh: '这个页面只能使用一次。需要服务器上的一次性代码，以确认您能够管理这台机器。',
    en: 'This page works once. A one-time code on the server shows that you may manage this machine.',
  },
  'console.setup.code': { zh: '一次性代码', en: 'One-time code' },
  'console.setup.code.hint': {
    zh: '启动时显示在终端，否则在服务器存储目录的 setup-code 文件中，30 分钟内有效。',
    en: 'Shown in the terminal at start, else in the file setup-code of the storage directory. Valid for 30 minutes.',
  },
  'console.setup.code.problem': {
    zh: '代码不正确或已过期。请重新启动服务以获得新代码。',
    en: 'This is not the code in force, or it is too old. Restart the server for a new one.',
  },
  'console.setup.act': { zh: '创建管理员并登录', en: 'Make the administrator and sign in' },
  'console.sign-in.title': { zh: '登录管理台', en: 'Sign in to the console' },
  'console.sign-in.act': { zh: '登录', en: 'Sign in' },
  'console.sign-in.problem': {
    zh: '名称或密码不正确，请核对后重新输入。',
    en: 'The name or the password is not right. Check both and type them again.',
  },
  'console.password': { zh: '密码', en: 'Password' },
  'console.password.new': { zh: '新密码', en: 'New password' },
  'console.password.repeat': { zh: '再输入一次新密码', en: 'The new password again' },
  'console.password.current': { zh: '现在的密码', en: 'Current password' },
  'console.password.hint': {
    zh: '至少 12 个字符。几个不相关的词连在一起既好记又安全。',
    en: 'At least 12 characters. A few unrelated words are easy to keep and hard to guess.',
  },
  'console.password.too-short': {
    zh: '密码至少需要 12 个字符。',
    en: 'The password needs at least 12 characters.',
  },
  'console.password.differs': {
    zh: '两次输入的密码不一样，请重新输入。',
    en: 'The two passwords differ. Type them again.',
  },
  'console.password.wrong': { zh: '现在的密码不正确。', en: 'The current password is not right.' },
  'console.password.lead': {
    zh: '修改后，其他浏览器上的登录会失效。',
    en: 'Every other browser that is signed in as you is signed out.',
  },
  'console.password.act': { zh: '修改密码', en: 'Change the password' },
  'console.account.name': { zh: '名称', en: 'Name' },
  'console.account.name.hint': {
    zh: '用于登录，并会出现在审计记录中。',
    en: 'To sign in with; the audit trail shows it.',
  },
  'console.account.name.problem': {
    zh: '名称以文字或数字开头，只能包含文字、数字、空格和 . _ @ -',
    en: 'A name begins with a letter or digit and has letters, digits, spaces and . _ @ - only.',
  },
  'console.account.taken': {
    zh: '这个名称已被占用，请换一个。',
    en: 'That name is taken. Choose another.',
  },
  'console.account.role': { zh: '权限', en: 'Role' },
  'console.account.you': { zh: '您', en: 'You' },
  'console.account.new': { zh: '添加账号', en: 'Add an account' },
  'console.account.first-password': { zh: '初始密码', en: 'First password' },
  'console.account.add': { zh: '添加账号', en: 'Add the account' },
  'console.role.engineer': { zh: '发布工程师', en: 'Release engineer' },
  'console.role.admin': { zh: '管理员', en: 'Administrator' },
  'console.role.engineer.detail': {
    zh: '发布工程师：上传、发布、撤回',
    en: 'Release engineer: uploads, publishes, withdraws',
  },
  'console.role.admin.detail': { zh: '管理员：全部权限', en: 'Administrator: everything' },
  'console.tokens.lead': {
    zh: '供命令行和持续集成使用。令牌只在创建时显示一次。',
    en: 'For the command line and CI. A token is shown once, when it is made.',
  },
  'console.tokens.empty': {
    zh: '还没有令牌。可以在下方创建，或在服务器上运行：',
    en: 'There is no token yet. Make one below, or on the server:',
  },
  'console.tokens.name': { zh: '名称', en: 'Name' },
  'console.tokens.name.hint': {
    zh: '例如使用它的流水线名称。',
    en: 'Such as the pipeline that uses it.',
  },
  'console.tokens.ends': { zh: '末四位', en: 'Ends in' },
  'console.tokens.scopes': { zh: '权限范围', en: 'Scopes' },
  'console.tokens.scopes.problem': { zh: '请至少选择一项权限。', en: 'Choose at least one scope.' },
  'console.tokens.last-used': { zh: '最近使用', en: 'Last used' },
  'console.tokens.never': { zh: '从未使用', en: 'Never' },
  'console.tokens.revoke': { zh: '吊销', en: 'Revoke' },
  'console.tokens.revoked': { zh: '已吊销', en: 'Revoked' },
  'console.tokens.new': { zh: '创建令牌', en: 'New token' },
  'console.tokens.create': { zh: '创建令牌', en: 'Make the token' },
  'console.tokens.created': { zh: '令牌已创建', en: 'The token is made' },
  'console.tokens.once': {
    zh: '这是「{name}」的令牌，只显示这一次。请现在复制并妥善保存。',
    en: 'This is the token “{name}”. It is shown this once: copy it now and keep it safe.',
  },
  'console.tokens.use': { zh: '这样使用', en: 'Use it like this' },
  'console.tokens.kept': { zh: '已保存，返回列表', en: 'I have kept it' },
  'console.scope.upload': { zh: '上传安装包', en: 'send builds' },
  'console.scope.publish': { zh: '发布、撤回，新建应用', en: 'publish, withdraw, make apps' },
  'console.scope.read': { zh: '查看应用、安装包和版本', en: 'see apps, builds and releases' },
  'console.scope.people': {
    zh: '查看人员、暂停注册、发放下载链接',
    en: 'see people, suspend them, hand out links',
  },
} as const satisfies Texts;
