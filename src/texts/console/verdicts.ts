import type { Texts } from '../texts.js';

/** Verdicts, schemes and warnings of a build. */
export const verdictTexts = {
  'console.verdict.verified': { zh: '已校验', en: 'Verified' },
  'console.verdict.partial': { zh: '部分校验', en: 'Partly verified' },
  'console.verdict.not-checked': { zh: '未校验', en: 'Not checked' },
  'console.verdict.verified.sentence': {
    zh: '签名完整有效，内容与签名时一致。',
    en: 'Its signatures hold, and nothing in it was changed since it was signed.',
  },
  'console.verdict.partial.sentence': {
    zh: '已检查的部分有效，还有一部分没有检查，见依据。',
    en: 'What was checked holds. Some of it was not checked; the grounds say what.',
  },
  'console.verdict.not-checked.sentence': {
    zh: '没有检查签名。',
    en: 'Its signatures were not checked.',
  },
  'console.scheme.v1': { zh: 'APK 签名 v1（JAR）', en: 'APK signature v1 (JAR)' },
  'console.scheme.v2': { zh: 'APK 签名 v2', en: 'APK signature v2' },
  'console.scheme.v3': { zh: 'APK 签名 v3', en: 'APK signature v3' },
  'console.scheme.v3.1': { zh: 'APK 签名 v3.1', en: 'APK signature v3.1' },
  'console.scheme.provisioning-profile': {
    zh: '描述文件的签名',
    en: 'Signature of the provisioning profile',
  },
  'console.scheme.code-signature': { zh: '代码签名', en: 'Code signature' },
  'console.scheme.holds': { zh: '有效', en: 'Holds' },
  'console.scheme.fails': { zh: '无效', en: 'Does not hold' },
  'console.not-checked.v1': {
    zh: 'APK 签名 v1（旧系统使用）',
    en: 'APK signature v1, which old Android versions read',
  },
  'console.not-checked.v3.1': {
    zh: 'APK 签名 v3.1（新系统使用）',
    en: 'APK signature v3.1, which new Android versions read',
  },
  'console.not-checked.trust': {
    zh: '签名者是否受设备信任',
    en: 'Whether devices trust who signed it',
  },
  'console.not-checked.revocation': {
    zh: '证书是否被吊销',
    en: 'Whether the certificate was revoked',
  },
  'console.not-checked.timestamp': {
    zh: '苹果的签名时间戳',
    en: 'Apple’s timestamp on the signature',
  },
  'console.warning.debuggable': { zh: '这是可调试版本。', en: 'The app is debuggable.' },
  'console.warning.debuggable.remedy': {
    zh: '拿到手机的人可以读取应用数据。请用正式（release）配置重新构建。',
    en: 'Whoever holds the phone can read its data. Build the release variant.',
  },
  'console.warning.test_only': {
    zh: '应用标记为仅供测试（testOnly）。',
    en: 'The app is marked test-only.',
  },
  'console.warning.test_only.remedy': {
    zh: '手机会拒绝点按安装。请用构建命令生成安装包，而不是从 IDE 直接运行的产物。',
    en: 'Phones refuse to install it by a tap. Build it by the build command, not by Run in the IDE.',
  },
  'console.warning.debug_certificate': {
    zh: '使用了调试证书签名。',
    en: 'It is signed with a debug certificate.',
  },
  'console.warning.debug_certificate.remedy': {
    zh: '换一台电脑构建的版本将无法覆盖安装。请用正式密钥签名。',
    en: 'A build from another machine cannot update it. Sign it with the release key.',
  },
  'console.warning.weak_signature': { zh: '签名强度不足。', en: 'Its signature is weak.' },
  'console.warning.weak_signature.remedy': {
    zh: '请使用 2048 位以上的密钥和 SHA-256 签名。',
    en: 'Sign with a key of 2048 bits or more and SHA-256.',
  },
  'console.warning.development_profile': {
    zh: '使用了开发描述文件。',
    en: 'It carries a development profile.',
  },
  'console.warning.development_profile.remedy': {
    zh: '只能装到登记过的设备。请用企业或 Ad Hoc 方式导出。',
    en: 'Only registered devices can install it. Export for enterprise or ad hoc.',
  },
  'console.warning.expires_soon': {
    zh: '描述文件或证书即将到期。',
    en: 'Its profile or certificate ends soon.',
  },
  'console.warning.expires_soon.remedy': {
    zh: '到期后所有人都打不开。请更新描述文件后重新构建。',
    en: 'After that it opens for nobody. Renew the profile and build again.',
  },
  'console.warning.private_anchor': {
    zh: '只能通过本服务器自行添加的根证书验证。',
    en: 'It verifies only through a root that this server was told to accept.',
  },
  'console.warning.private_anchor.remedy': {
    zh: '普通 iPhone 不会安装它。仅用于测试；正式使用请用苹果签发的证书。',
    en: 'An ordinary iPhone will not install it. Use it for trials; sign with an Apple certificate for people.',
  },
  'console.warning.unsealed_files': {
    zh: '有些文件不在签名范围内。',
    en: 'Some of its files are outside its signature.',
  },
  'console.warning.unsealed_files.remedy': {
    zh: '无法判断这些文件是否被改动过。请从干净的工程重新导出。',
    en: 'Nobody can tell whether they were changed. Export it again from a clean project.',
  },
  'console.warning.newer_android_only': {
    zh: '签名只对较新的安卓系统有效。',
    en: 'Its signature counts on newer Android versions only.',
  },
  'console.warning.newer_android_only.remedy': {
    zh: '声明支持的旧系统无法安装。请增加 v1 签名或提高最低系统版本。',
    en: 'Older versions that it claims to support cannot install it. Add a v1 signature or raise the minimum SDK.',
  },
  'console.warning.old_target_sdk': {
    zh: '目标系统版本（targetSdk）过旧。',
    en: 'It targets an old Android version.',
  },
  'console.warning.old_target_sdk.remedy': {
    zh: '新手机会警告或拒绝安装。请提高 targetSdk。',
    en: 'New phones warn of it or refuse it. Raise its target SDK.',
  },
  'console.warning.signer_not_trusted': {
    zh: '签名者不受设备信任。',
    en: 'Devices do not trust who signed it.',
  },
  'console.warning.signer_not_trusted.remedy': {
    zh: '普通设备不会安装它。交给用户之前，请用设备信任的证书重新签名（iPhone 需要苹果签发的证书和描述文件）。',
    en: 'An ordinary device refuses it. Before people get it, sign it again with a certificate that devices trust; for an iPhone, certificate and profile come from Apple.',
  },
  'console.warning.profile_expired': {
    zh: '描述文件或签名证书已过期。',
    en: 'Its profile or signing certificate has expired.',
  },
  'console.warning.profile_expired.remedy': {
    zh: '任何手机都装不上，也打不开。请更新描述文件后重新签名。',
    en: 'No phone installs or opens it. Renew the profile and sign it again.',
  },
  'console.warning.profile_app_store': {
    zh: '使用了 App Store 描述文件。',
    en: 'It carries an App Store profile.',
  },
  'console.warning.profile_app_store.remedy': {
    zh: '手机无法直接安装。交给用户之前，请用企业或 Ad Hoc 描述文件重新签名。',
    en: 'No phone installs it from here. Sign it again for enterprise or ad hoc before people get it.',
  },
  'console.warning.signature_scheme_outdated': {
    zh: '只有旧版签名（v1），而应用面向安卓 11 或更高版本。',
    en: 'Scheme v1 alone signs it, while it targets Android 11 or later.',
  },
  'console.warning.signature_scheme_outdated.remedy': {
    zh: '安卓 11 及更高版本不会安装，安卓 10 及更早的可以。请同时使用 v2 或 v3 签名。',
    en: 'Android 11 and later refuse it, Android 10 and earlier take it. Sign it with v2 or v3 too.',
  },
  'console.warning.no_icon': {
    zh: '没有可以显示的图标。',
    en: 'It has no icon that can be shown.',
  },
  'console.warning.no_icon.remedy': {
    zh: '页面上会显示空白图标。请在应用中加入位图图标。',
    en: 'Its page shows a blank in place of it. Add a bitmap icon to the app.',
  },
} as const satisfies Texts;
