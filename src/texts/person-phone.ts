import type { Texts } from './texts.js';

/** The bound phone: its code, another one, a changed one, and what is sent to it. */
export const personPhoneTexts = {
  'phone.message.code': {
    zh: '验证码：{code}，{minutes} 分钟内有效。工作人员不会向您索要验证码，请勿告诉任何人。',
    en: '{code} is your code. It is valid for {minutes} minutes. Nobody will ask you for it: tell nobody.',
  },
  'phone.message.changed': {
    zh: '您的账号已改为绑定尾号 {ending} 的手机。如果不是您本人操作，请立即联系单位的服务人员。',
    en: 'Your account is now bound to the mobile number ending in {ending}. If this was not you, tell your organisation’s help desk at once.',
  },

  'confirm.what.codes': {
    zh: '请核对下面的信息。确认之后，会有一条短信发到这个手机号码，里面有验证码。',
    en: 'Please check these details. When you confirm, a text message with a code is sent to this mobile number.',
  },
  'confirm.next.codes': {
    zh: '接下来：输入短信中的验证码。',
    en: 'Next: type the code from the text message.',
  },
  'confirm.other': {
    zh: '手机号码不对，或者已经换了',
    en: 'This is not my mobile number, or no longer',
  },

  'phone.title.bind': { zh: '输入短信验证码', en: 'Type the code we sent you' },
  'phone.title.change-old': {
    zh: '验证原来的手机',
    en: 'Confirm your old mobile number',
  },
  'phone.title.change-new': { zh: '验证新的手机', en: 'Confirm your new mobile number' },
  'phone.sent': {
    zh: '验证码已用短信发到 {phone}。',
    en: 'A code was sent by text message to {phone}.',
  },
  'phone.again.sent': {
    zh: '新的验证码已发出，以前的验证码不再有效。',
    en: 'A new code is on its way. Earlier codes are no longer valid.',
  },
  'phone.code': { zh: '验证码', en: 'Code' },
  'phone.code.hint': {
    zh: '短信中的 6 位数字，{minutes} 分钟内有效。',
    en: 'The 6 digits in the message. They are valid for {minutes} minutes.',
  },
  'phone.code.secret': {
    zh: '请勿将验证码告诉任何人。',
    en: 'Tell nobody this code.',
  },
  'phone.button': { zh: '确定', en: 'Continue' },
  'phone.next.bind': { zh: '接下来：下载并安装。', en: 'Next: download and install.' },
  'phone.next.change-old': {
    zh: '接下来：验证新的手机。',
    en: 'Next: confirm your new mobile number.',
  },
  'phone.next.change-new': {
    zh: '验证之后，就改为绑定新的手机。',
    en: 'Then the new mobile number is bound.',
  },
  'phone.none': { zh: '没有收到短信？', en: 'No message?' },
  'phone.none.wait': {
    zh: '短信一般在一分钟内送到。请等满一分钟，再点按「重新发送」。',
    en: 'It usually arrives within a minute. Wait a full minute, then tap Send again.',
  },
  'phone.none.look': {
    zh: '请看看手机有没有信号、有没有欠费，短信有没有被归到「通知信息」或「拦截信息」里。',
    en: 'Check that the phone has a signal and that the message is not under blocked or filtered messages.',
  },
  'phone.none.ask': {
    zh: '还是没有？请联系下方的人员。',
    en: 'Still nothing? Ask the people below.',
  },
  'phone.again': { zh: '重新发送', en: 'Send again' },
  'phone.other.link': { zh: '换一个手机号码', en: 'Use another mobile number' },
  'phone.wait': {
    zh: '发送或尝试的次数太多。请在 {minutes} 分钟后再试。',
    en: 'Too many messages or tries. Please come back in {minutes} minutes.',
  },
  'phone.lost': { zh: '原来的手机已经不能用了', en: 'I no longer have the old number' },
  'phone.lost.what': {
    zh: '先验证新的手机，然后由管理员核实您的身份，再改为绑定新的手机。',
    en: 'Confirm your new mobile number first. Then an administrator checks that it is you, and binds it.',
  },
  'phone.lost.button': { zh: '继续，验证新的手机', en: 'Continue with the new number' },
  'phone.reason': { zh: '给管理员的说明（可不填）', en: 'A note for the administrator (optional)' },

  'phone.other.title': { zh: '输入您的手机号码', en: 'Type your mobile number' },
  'phone.other.what': {
    zh: '请输入您自己在用的手机号码。会有一条短信发到这个号码，里面有验证码。',
    en: 'Type the mobile number you use yourself. A text message with a code is sent to it.',
  },
  'phone.other.couple': {
    zh: '一个手机号码只能绑定一个人。夫妻共用一个手机时，另一位请用自己的号码，或者联系下方的人员。',
    en: 'One mobile number belongs to one person. Couples who share a phone: the other one needs a number of their own, or help from the people below.',
  },
  'phone.number': { zh: '手机号码', en: 'Mobile number' },
  'phone.number.hint': {
    zh: '例如 138 0013 8000。国外的号码请以 + 和国家代码开头。',
    en: 'Such as 138 0013 8000. A number from abroad begins with + and the country code.',
  },
  'phone.number.wrong': {
    zh: '这不是手机号码，请检查后重新输入。',
    en: 'This is not a mobile number. Check it and type it again.',
  },
  'phone.number.same': {
    zh: '这就是现在绑定的手机号码。',
    en: 'This is the number that is bound now.',
  },
  'phone.other.button': { zh: '发送验证码', en: 'Send me a code' },

  'notice.other': { zh: '使用我自己的手机号码', en: 'Use a mobile number of my own' },
  'notice.mine': {
    zh: '这个号码现在是我的，给我发验证码',
    en: 'This number is mine now: send me a code',
  },

  'phone.taken.title': {
    zh: '这个手机号码绑定着另一个人',
    en: 'This number is bound to somebody else',
  },
  'phone.taken.what': {
    zh: '验证码正确，{phone} 确实在您手中，但它目前绑定着另一个人的账号，不会自动转给您。',
    en: 'The code was right: {phone} is in your hands. But it is bound to another person’s account, and is not moved to yours by itself.',
  },
  'phone.taken.other': { zh: '换一个手机号码', en: 'Use another mobile number' },
  'phone.taken.ask': {
    zh: '这个号码原来是别人的，现在归我用',
    en: 'This number used to be somebody else’s and is mine now',
  },
  'phone.taken.ask.what': {
    zh: '可以请管理员核实。核实之后，这个号码会改为绑定您的账号。',
    en: 'You can ask an administrator to check. Then this number is bound to your account.',
  },
  'phone.taken.ask.button': { zh: '请管理员核实', en: 'Ask an administrator' },

  'phone.asked.title': { zh: '已经提交给管理员', en: 'An administrator has your request' },
  'phone.asked.claim': {
    zh: '您申请绑定手机号码 {phone}。管理员核实之后，请再扫一次二维码。',
    en: 'You asked for the mobile number {phone}. When an administrator has checked it, scan the code again.',
  },
  'phone.asked.lost': {
    zh: '您申请更换绑定的手机。管理员核实之后，会有短信通知您；在此之前仍然绑定原来的手机。',
    en: 'You asked for another mobile number. You get a text message when an administrator has checked it; until then the old number stays bound.',
  },
  'phone.asked.help': {
    zh: '想快一些，请直接联系下方的人员。',
    en: 'To make it quicker, speak to the people below.',
  },

  'phone.change.link': { zh: '更换绑定的手机', en: 'Change my mobile number' },
  'phone.change.title': { zh: '更换绑定的手机', en: 'Change your mobile number' },
  'phone.change.what': {
    zh: '现在绑定的是 {phone}。请输入新的手机号码，原来的和新的手机都会收到验证码。',
    en: 'Your account is bound to {phone}. Type the new number. Both numbers get a code.',
  },
  'phone.change.number': { zh: '新的手机号码', en: 'New mobile number' },
  'phone.change.password': { zh: '密码', en: 'Password' },
  'phone.change.password.hint': {
    zh: '您登录时用的密码，用来确认是您本人。',
    en: 'The one you sign in with, so that we know it is you.',
  },
  'phone.password.wrong': {
    zh: '密码不正确，请重新输入。',
    en: 'The password is not right. Type it again.',
  },
  'phone.change.sign-in': {
    zh: '请先重新登录一次，确认是您本人。登录之后的 10 分钟内可以更换手机。',
    en: 'Sign in once more first, so that we know it is you. You can change the number in the 10 minutes after that.',
  },
  'phone.change.button': { zh: '给原来的手机发验证码', en: 'Send a code to the old number' },
  'phone.changed.title': { zh: '手机已更换', en: 'Your mobile number is changed' },
  'phone.changed.what': {
    zh: '您的账号现在绑定的手机是 {phone}。两个手机都会收到通知短信。',
    en: 'Your account is now bound to {phone}. Both numbers get a message about it.',
  },
  'phone.changed.back': { zh: '完成', en: 'Done' },

  'reset.title': { zh: '重设密码', en: 'Choose a new password' },
  'reset.what': {
    zh: '请输入您的{label}。会有一条短信发到您注册时绑定的手机，里面有验证码。',
    en: 'Type your {label}. A text message with a code is sent to the mobile number you registered with.',
  },
  'reset.code.title': { zh: '输入验证码和新密码', en: 'Type the code and a new password' },
  'reset.code.what': {
    zh: '如果这个号码已经注册，验证码会在一分钟内发到绑定的手机。',
    en: 'If this number is registered, a code reaches the mobile number bound to it within a minute.',
  },
  'reset.code.none': {
    zh: '没有收到？也许还没有注册、绑定的手机换了，或者您的密码要到单位自己的页面上去改。请联系下方的人员。',
    en: 'No message? You may not be registered, your number may have changed, or your password is kept elsewhere. Ask the people below.',
  },
  'reset.code.again': { zh: '重新输入号码，再发一次', en: 'Type the number again for a new code' },
  'reset.code.wrong': {
    zh: '验证码不正确或已失效。请核对短信，或重新获取。',
    en: 'The code is not right, or no longer valid. Check the message, or ask for a new one.',
  },
  'reset.password': { zh: '新密码', en: 'New password' },
  'reset.password.hint': {
    zh: '至少 8 个字符。可以是几个词连在一起，好记又难猜。',
    en: 'At least 8 characters. Several words in a row are easy to remember and hard to guess.',
  },
  'reset.password.too-short': {
    zh: '密码至少要有 8 个字符。',
    en: 'The password needs 8 characters or more.',
  },
  'reset.password.obvious': {
    zh: '这个密码太容易被猜到，请换一个。',
    en: 'This password is too easy to guess. Choose another.',
  },
  'reset.button': { zh: '保存新密码', en: 'Save the new password' },
  'reset.done.title': { zh: '密码已更改', en: 'Your password is changed' },
  'reset.done.what': {
    zh: '现在可以用新密码登录。',
    en: 'You can sign in with the new password now.',
  },
  'reset.done.button': { zh: '去登录', en: 'Sign in' },
} as const satisfies Texts;
