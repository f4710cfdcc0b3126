import type { Texts } from '../texts.js';

/** How phones are proven, and what people asked about theirs. */
export const phoneTexts = {
  'console.nav.phones': { zh: '手机与短信', en: 'Phones' },
  'console.phones.gateways': { zh: '短信网关', en: 'Message gateways' },
  'console.phones.gateways.none': {
    zh: '没有配置短信网关：手机号码按名册绑定，不发验证码，也不能通过手机重设密码。请设置 MESSAGE_GATEWAYS，方法见 docs/messages.md。',
    en: 'No gateway is configured: phones are bound at the directory’s word, without a code, and passwords cannot be reset by phone. Set MESSAGE_GATEWAYS; docs/messages.md says how.',
  },
  'console.phones.gateways.what': {
    zh: '按此顺序发送，前一个失败时用下一个：{gateways}',
    en: 'Tried in this order, the next when one fails: {gateways}',
  },
  'console.phones.gateways.development': {
    zh: 'console 网关会把验证码写入服务器日志，只能用于开发。',
    en: 'The gateway “console” writes codes to the server’s log. It is for development only.',
  },
  'console.phones.policy': {
    zh: '名册中没有手机号码，或者号码不对',
    en: 'Where the directory has no phone, or a wrong one',
  },
  'console.phones.policy.label': { zh: '怎么办', en: 'What then' },
  'console.phones.policy.person': {
    zh: '本人填写自己的号码，用验证码证明',
    en: 'People type their own number and prove it by a code',
  },
  'console.phones.policy.desk': {
    zh: '请本人联系服务人员',
    en: 'People ask the help desk',
  },
  'console.phones.policy.save': { zh: '保存', en: 'Save' },
  'console.phones.requests': { zh: '等待决定的申请', en: 'Waiting for a decision' },
  'console.phones.requests.none': {
    zh: '没有等待决定的申请。',
    en: 'Nothing waits for a decision.',
  },
  'console.phones.requests.what': {
    zh: '新的号码都已用验证码证明。请先核实是不是本人，再决定；决定和理由都会记录。',
    en: 'Every new number was proven by a code. Make sure that it is the person, then decide; the decision and its reason are recorded.',
  },
  'console.phones.who': { zh: '申请人', en: 'Person' },
  'console.phones.what': { zh: '申请', en: 'Asks for' },
  'console.phones.lost': { zh: '原来的手机不能用了', en: 'The old phone is gone' },
  'console.phones.claim': { zh: '号码绑定着另一个人', en: 'The number is bound to another' },
  'console.phones.holder': { zh: '现在绑定：{person}', en: 'Bound now: {person}' },
  'console.phones.note': { zh: '说明', en: 'Note' },
  'console.phones.decide': { zh: '决定', en: 'Decide' },
  'console.phones.reason': { zh: '理由', en: 'Reason' },
  'console.phones.reason.hint': {
    zh: '例如：本人持证件到场核实。会写入审计记录。',
    en: 'Such as: came in person with a card. It is kept in the audit trail.',
  },
  'console.phones.grant': { zh: '同意，改为绑定新号码', en: 'Grant: bind the new number' },
  'console.phones.refuse': { zh: '拒绝', en: 'Refuse' },
  'console.phones.decided': { zh: '这项申请已经有了决定。', en: 'This was decided already.' },
  'console.phones.suspended': {
    zh: '此人的注册已暂停，请先恢复。',
    en: 'This registration is suspended. Reinstate it first.',
  },
  'console.phones.notice.saved': { zh: '已保存。', en: 'Saved.' },
  'console.phones.notice.granted': {
    zh: '已改为绑定新号码，并通知了新旧两个手机。',
    en: 'The new number is bound, and both phones were told.',
  },
  'console.phones.notice.refused': { zh: '已拒绝。', en: 'Refused.' },
  'console.person.phone.proven': { zh: '{at} 用验证码证明', en: 'proven by a code, {at}' },
  'console.person.phone.unproven': { zh: '未用验证码证明', en: 'not proven by a code' },
  'console.person.phone.set': { zh: '设定手机', en: 'Set the phone' },
  'console.person.phone.set.what': {
    zh: '请先核实是不是本人。新旧两个手机都会收到通知，此人需要重新登录。',
    en: 'Make sure that it is the person. Both phones are told, and they sign in again.',
  },
  'console.person.phone.set.act': { zh: '绑定这个号码', en: 'Bind this number' },
  'console.notice.phone-set': { zh: '手机已设定。', en: 'The phone is set.' },
  'console.attention.no-gateway': { zh: '没有短信网关', en: 'No message gateway' },
  'console.attention.no-gateway.detail': {
    zh: '手机号码不经验证就绑定，以名册为准。',
    en: 'Phones are bound without a code, at the directory’s word.',
  },
  'console.attention.console-gateway': {
    zh: '验证码会写入日志',
    en: 'Codes are written to the log',
  },
  'console.attention.console-gateway.detail': {
    zh: 'MESSAGE_GATEWAYS 中有 console，只能用于开发。',
    en: 'MESSAGE_GATEWAYS names console, which is for development.',
  },
  'console.attention.phone-requests': {
    zh: '等待决定的手机申请：{count}',
    en: 'Phone requests that wait: {count}',
  },
  'console.attention.phone-requests.detail': {
    zh: '有人丢了手机，或者号码绑定着别人。',
    en: 'Somebody lost a phone, or has a number that is bound to another.',
  },
} as const satisfies Texts;
