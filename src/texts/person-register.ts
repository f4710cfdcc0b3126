import type { Texts } from './texts.js';

/** The person's way up to 「注册成功」. */
export const personRegisterTexts = {
  'landing.title': { zh: '注册并安装', en: 'Register and install' },
  'landing.what': {
    zh: '用{label}和密码注册一次，就可以在手机上安装「{app}」。',
    en: 'Register once with your {label} and your password, then install {app} on your phone.',
  },
  'landing.button': { zh: '注册', en: 'Register' },
  'landing.next': {
    zh: '接下来：输入{label}和密码，核对个人信息。以前注册过的，也点按「注册」登录。',
    en: 'Next: type your {label} and password and check your details. If you have registered before, tap Register to sign in.',
  },
  'landing.waiting': {
    zh: '现在还没有可以安装的版本，可以先注册。',
    en: 'There is nothing to install yet, but you can register now.',
  },
  'landing.fits': { zh: '适用于', en: 'Works on' },
  'landing.from': {
    zh: '{platform}（{system} {version} 及以上）',
    en: '{platform} ({system} {version} and later)',
  },
  'landing.desktop.title': { zh: '用手机扫描二维码', en: 'Scan this code with your phone' },
  'landing.desktop.what': {
    zh: '打开手机相机对准二维码，在手机上注册并安装「{app}」。',
    en: 'Point your phone’s camera at the code to register for {app} and install it there.',
  },
  'landing.desktop.button': { zh: '在这台设备上注册', en: 'Register on this device' },
  'landing.desktop.next': {
    zh: '在这里注册之后，手机扫码就可以直接安装。',
    en: 'Once you have registered here, scan the code to install on your phone.',
  },
  'landing.desktop.own.title': {
    zh: '在手机或这台电脑上安装',
    en: 'Install on your phone or this computer',
  },
  'landing.desktop.only.title': { zh: '注册并安装到这台电脑', en: 'Register and install here' },
  'landing.desktop.only.what': {
    zh: '用{label}和密码注册一次，就可以在这台电脑上安装「{app}」。',
    en: 'Register once with your {label} and your password, then install {app} on this computer.',
  },
  'landing.desktop.own.what': {
    zh: '安装到手机：用手机相机对准二维码。安装到这台电脑：点按下面的按钮。',
    en: 'For your phone, point its camera at the code. For this computer, use the button below.',
  },
  'landing.desktop.own.button': {
    zh: '注册并下载 {platform} 客户端',
    en: 'Register and download the {platform} app',
  },
  'landing.ipad': { zh: '正在用 iPad？', en: 'Is this an iPad?' },
  'landing.ipad.what': {
    zh: '不用扫码，在这部 iPad 上注册就可以安装。',
    en: 'You need no code: register on this iPad and install it here.',
  },
  'landing.ipad.button': { zh: '在这部 iPad 上注册', en: 'Register on this iPad' },
  'landing.harmony.what': {
    zh: '「{app}」还没有适合 HarmonyOS 5 及更新系统的版本，安卓版在上面也装不了。请换一部安卓手机、iPhone 或平板，扫这个二维码安装。',
    en: '{app} has no version for HarmonyOS 5 or later yet, and the Android one cannot run on it. Scan this code with an Android phone, an iPhone or a tablet.',
  },
  'landing.harmony.button': { zh: '先在这里注册', en: 'Register here first' },
  'landing.harmony.next': {
    zh: '注册之后，用另一部设备扫码就可以直接安装。',
    en: 'Once you have registered, scan the code with the other device to install.',
  },
  'qr.label': { zh: '本页的二维码', en: 'QR code of this page' },
  'qr.address': {
    zh: '也可以在手机浏览器中输入网址：',
    en: 'Or type this address into your phone’s browser:',
  },

  'register.title': { zh: '输入{label}和密码', en: 'Type your {label} and password' },
  'register.number': { zh: '工/学号', en: 'Staff or student number' },
  'register.number.hint': {
    zh: '也就是您的统一身份认证账号。',
    en: 'The number you sign in with at your organisation.',
  },
  'register.password': { zh: '密码', en: 'Password' },
  'register.password.hint': {
    zh: '激活统一身份认证时您自己设置的密码。',
    en: 'The one you set when you activated your account.',
  },
  'register.secret': { zh: '请勿将密码告诉任何人。', en: 'Tell nobody your password.' },
  'register.show': { zh: '显示密码', en: 'Show password' },
  'register.button': { zh: '登录，核对我的信息', en: 'Sign in and check my details' },
  'register.next': {
    zh: '接下来：核对您的姓名、部门和手机号码。',
    en: 'Next: check your name, department and mobile number.',
  },
  'register.forgot': { zh: '忘记密码？', en: 'Forgotten your password?' },
  'register.problem': { zh: '请先改正下面的内容', en: 'Please put this right first' },
  'register.error': { zh: '需要改正：', en: 'To put right: ' },
  'register.number.missing': { zh: '请输入{label}。', en: 'Type your {label}.' },
  'register.password.missing': { zh: '请输入密码。', en: 'Type your password.' },
  'register.wait': {
    zh: '尝试的次数太多。请在 {minutes} 分钟后再试。',
    en: 'Too many tries. Please come back in {minutes} minutes.',
  },

  'register.unavailable': {
    zh: '身份认证系统暂时没有响应。请在 {minutes} 分钟后再来。',
    en: 'The sign-in system does not answer just now. Please come back in {minutes} minutes.',
  },
  'register.ways.problem': { zh: '没有登录成功', en: 'You are not signed in yet' },
  'register.title.ways': { zh: '登录，核对您的信息', en: 'Sign in and check your details' },
  'register.way': { zh: '使用{directory}登录', en: 'Sign in with {directory}' },
  'register.ways.what': {
    zh: '点按下面的按钮，在打开的网页上输入{label}和密码，登录后会自动回到这里。',
    en: 'Tap the button and type your {label} and password on the page that opens. It brings you back here.',
  },
  'register.ways.or': {
    zh: '或者在这里输入{label}和密码',
    en: 'Or type your {label} and password here',
  },
  'register.forgot.here': {
    zh: '忘记在本系统设置的密码？',
    en: 'Forgotten the password you set here?',
  },

  'confirm.title': { zh: '信息确认', en: 'Check your details' },
  'confirm.what': {
    zh: '请核对下面的信息。确认之后，手机号码就与您的{label}绑定。',
    en: 'Please check these details. When you confirm, the mobile number is bound to your {label}.',
  },
  'confirm.name': { zh: '姓名', en: 'Name' },
  'confirm.department': { zh: '部门', en: 'Department' },
  'confirm.phone': { zh: '手机号码', en: 'Mobile number' },
  'confirm.none': { zh: '未登记', en: 'Not on record' },
  'confirm.button': { zh: '信息无误，开始激活', en: 'The details are right: activate' },
  'confirm.next': { zh: '接下来：下载并安装。', en: 'Next: download and install.' },
  'confirm.wrong': { zh: '信息有误？', en: 'Is something wrong?' },
  'confirm.wrong.what': {
    zh: '请先不要激活。请联系下方的人员更正，更正后再扫一次二维码。',
    en: 'Do not activate yet. Ask the people below to correct it, then scan the code again.',
  },

  'registered.title': { zh: '注册成功', en: 'You are registered' },
  'registered.what': {
    zh: '您的「{app}」用户已生成，绑定的手机号码是 {phone}。',
    en: 'Your account for {app} is ready. It is bound to the mobile number {phone}.',
  },
  'registered.button': { zh: '下载「{app}」', en: 'Download {app}' },
  'registered.next': {
    zh: '接下来：第 2 步，安装到手机上。',
    en: 'Next: step 2, install it on your phone.',
  },
  'registered.waiting': {
    zh: '现在还没有可以安装的版本。发布之后，再扫一次二维码就可以下载。',
    en: 'There is nothing to install yet. When there is, scan the code again and download it.',
  },

  'notice.phone_missing.title': { zh: '没有您的手机号码', en: 'We have no mobile number for you' },
  'notice.phone_missing.text': {
    zh: '系统中没有登记您的手机号码，暂时不能激活。',
    en: 'No mobile number is on record for you, so you cannot be activated yet.',
  },
  'notice.phone_missing.next': {
    zh: '请联系下方的人员登记手机号码，然后再扫一次二维码。',
    en: 'Ask the people below to put it on record, then scan the code again.',
  },
  'notice.phone_taken.title': {
    zh: '手机号码已被使用',
    en: 'This mobile number is in use',
  },
  'notice.phone_taken.text': {
    zh: '手机号码 {phone} 已经绑定了另一个账号。',
    en: 'The mobile number {phone} is already bound to another account.',
  },
  'notice.phone_taken.next': {
    zh: '请联系下方的人员核对手机号码，然后再扫一次二维码。',
    en: 'Ask the people below to check the number, then scan the code again.',
  },
  'notice.number_taken.title': {
    zh: '这个号码已经注册过',
    en: 'This number is registered already',
  },
  'notice.number_taken.text': {
    zh: '您的号码已经通过另一个账号注册过。一个号码只能注册一次。',
    en: 'Your number is already registered through another account. One number registers once.',
  },
  'notice.number_taken.next': {
    zh: '请退出登录，用原来的账号登录。不清楚的，请联系下方的人员。',
    en: 'Sign out and sign in with the account you used before. If you are not sure, ask the people below.',
  },
  'notice.registration_suspended.title': { zh: '注册已暂停', en: 'Registration suspended' },
  'notice.registration_suspended.text': {
    zh: '您的注册已被暂停，现在不能下载和安装。',
    en: 'Your registration is suspended. You cannot download or install now.',
  },
  'notice.registration_suspended.next': {
    zh: '请联系下方的人员，恢复后再扫一次二维码。',
    en: 'Ask the people below. Once it is restored, scan the code again.',
  },
  'notice.not_granted.title': { zh: '这个版本没有对您开放', en: 'This version is not open to you' },
  'notice.not_granted.text': {
    zh: '这是「{app}」给一部分人使用的版本，您不在其中。您的注册没有问题。',
    en: 'This version of {app} is for certain people, and you are not among them. Your registration is in order.',
  },
  'notice.not_granted.next': {
    zh: '如果您应该使用它，请联系管理人员，并告诉他们您的号码。',
    en: 'If you should have it, ask the help desk and tell them your number.',
  },
  'notice.recalled.title': { zh: '请停止使用这个版本', en: 'Please stop using this version' },
  'notice.recalled.text': { zh: '{text}', en: '{text}' },
  'notice.recalled.next': {
    zh: '现在还没有可以替换的版本，不用反复尝试。有疑问请联系管理人员。',
    en: 'There is no other version to install yet, and no need to try again. If in doubt, ask the help desk.',
  },
  'notice.nothing_released.title': { zh: '还没有可安装的版本', en: 'Nothing to install yet' },
  'notice.nothing_released.text': {
    zh: '「{app}」还没有发布。您已经注册好了，不需要再做什么。',
    en: '{app} has not been published yet. You are registered; there is nothing more to do.',
  },
  'notice.nothing_released.next': {
    zh: '收到发布的通知后，再扫一次二维码就可以下载。',
    en: 'When you hear that it is out, scan the code again and download it.',
  },
} as const satisfies Texts;
