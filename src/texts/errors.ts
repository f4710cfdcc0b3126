import type { Texts } from './texts.js';

/** One sentence a refusal, by its code: what was wrong and what to do. */
export const errorTexts = {
  'error.invalid_request': {
    zh: '填写的内容有误，请检查后重试。',
    en: 'Something in the request was not right. Check it and try again.',
  },
  'error.unauthenticated': {
    zh: '请先登录。',
    en: 'Sign in first.',
  },
  'error.scope_missing': {
    zh: '您没有进行此操作的权限。',
    en: 'You may not do this.',
  },
  'error.form_expired': {
    zh: '页面放置太久，请返回上一页重新操作。',
    en: 'The page was open too long. Go back and do it again.',
  },
  'error.not_found': {
    zh: '找不到这个页面。',
    en: 'There is no such page.',
  },
  'error.method_not_allowed': {
    zh: '不支持这样的访问方式。',
    en: 'This address cannot be used that way.',
  },
  'error.media_type_unsupported': {
    zh: '不支持这种内容格式。',
    en: 'This kind of content is not taken here.',
  },
  'error.rate_limited': {
    zh: '尝试次数太多，请稍后再试。',
    en: 'Too many tries. Wait a little, then try again.',
  },
  'error.busy': {
    zh: '现在访问的人较多，请稍后再试。',
    en: 'The server is busy. Try again in a little while.',
  },
  'error.internal': {
    zh: '服务器出了问题，请稍后再试。',
    en: 'Something went wrong on our side. Try again in a little while.',
  },
  'error.setup_closed': {
    zh: '初始设置已经完成。',
    en: 'The set-up is already done.',
  },
  'error.slug_taken': {
    zh: '这个网址标识已被占用，请换一个。',
    en: 'That short name is taken. Choose another.',
  },
  'error.app_unknown': {
    zh: '没有应用使用这个包标识，请指明所属的应用。',
    en: 'No app here has this bundle identifier. Name the app it belongs to.',
  },
  'error.build_exists': {
    zh: '这个版本号已有另一个安装包。请提高版本号后重新构建。',
    en: 'There is already another build with this version code. Raise it and build again.',
  },
  'error.confirmation_required': {
    zh: '发布前请确认下列事项。',
    en: 'Before this is published, please confirm the points below.',
  },
  'error.release_withdrawn': {
    zh: '这个版本已经撤回，暂时不能安装。',
    en: 'This version was withdrawn and cannot be installed now.',
  },
  'error.consent_missing': {
    zh: '服务协议或隐私声明有了新的内容，请先阅读并同意。',
    en: 'Please read the agreements and agree to them first.',
  },
  'error.agreement_changed': {
    zh: '文本刚刚更新，请重新阅读。',
    en: 'The text has just changed. Please read it again.',
  },
  'error.help_code_wrong': {
    zh: '没有这个数字，请对方再读一次。',
    en: 'No screen waits with this code. Ask for it once more.',
  },
  'error.pdf_unavailable': {
    zh: '现在不能生成 PDF，请在浏览器里直接打印网页。',
    en: 'No PDF can be made now. Print the page from the browser instead.',
  },
  'error.nothing_released': {
    zh: '现在还没有可以安装的版本。',
    en: 'There is nothing to install yet.',
  },
  'error.artifact_too_large': {
    zh: '文件超过了服务器的大小上限。',
    en: 'The file is larger than this server takes.',
  },
  'error.upload_too_slow': {
    zh: '上传速度太慢，已中止。请换一个更好的网络再上传。',
    en: 'The upload came too slowly and was stopped. Upload again on a better network.',
  },
  'error.upload_aborted': {
    zh: '上传中断，请重新上传。',
    en: 'The upload was cut off. Upload it again.',
  },
  'error.upload_offset_wrong': {
    zh: '续传的位置不对，请重新选择文件继续上传。',
    en: 'The upload goes on from another place. Choose the file again to go on.',
  },
  'error.upload_checksum_wrong': {
    zh: '收到的内容与原文件不一致，请重新上传。',
    en: 'What arrived is not what was sent. Upload it again.',
  },
  'error.upload_expired': {
    zh: '这次上传搁置太久，已作废，请重新上传。',
    en: 'This upload was left alone too long. Begin again.',
  },
  'error.upload_busy': {
    zh: '这个文件正在另一处上传，请稍后再试。',
    en: 'This file is being uploaded elsewhere. Try again in a little while.',
  },
  'error.storage_full': {
    zh: '服务器存储空间不足，请联系管理员。',
    en: 'The server has no space left. Tell the administrator.',
  },
  'error.unsupported_artifact': {
    zh: '不支持这种文件。请上传签名后的 APK、IPA 或桌面安装包。',
    en: 'This kind of file is not taken. Upload a signed APK, IPA or desktop installer.',
  },
  'error.unreadable_artifact': {
    zh: '文件已损坏或不完整，无法读取。',
    en: 'The file is damaged or incomplete and cannot be read.',
  },
  'error.inspection_timeout': {
    zh: '检查这个文件用时过长，已停止。',
    en: 'Checking this file took too long and was stopped.',
  },
  'error.split_apk': {
    zh: '这是拆分安装包的一部分，请上传完整的通用 APK。',
    en: 'This is one part of a split app. Upload the universal APK.',
  },
  'error.wrong_platform': {
    zh: '这个安装包不能装到 iPhone 或 iPad 上（例如是模拟器版本）。',
    en: 'This build does not run on an iPhone or iPad (it may be a simulator build).',
  },
  'error.encrypted_app': {
    zh: '这个应用带有 App Store 的加密，无法分发。',
    en: 'This app carries App Store encryption and cannot be distributed.',
  },
  'error.signature_missing': {
    zh: '安装包没有签名。',
    en: 'The build is not signed.',
  },
  'error.signature_invalid': {
    zh: '安装包的签名无效，文件可能被改动过。',
    en: "The build's signature does not hold; the file may have been changed.",
  },
  'error.signature_scheme_outdated': {
    zh: '安装包只有旧版签名（v1），安卓 11 及更高版本不会安装。请同时使用 v2 或 v3 签名。',
    en: 'The build is signed by scheme v1 alone, which Android 11 and later do not take. Sign it with v2 or v3 too.',
  },
  'error.signer_not_trusted': {
    zh: '签名证书不是由受信任的机构颁发的。',
    en: 'The signing certificate does not come from a trusted authority.',
  },
  'error.profile_missing': {
    zh: 'IPA 内没有描述文件。',
    en: 'The IPA holds no provisioning profile.',
  },
  'error.profile_invalid': {
    zh: 'IPA 内的描述文件无效。',
    en: "The IPA's provisioning profile does not hold.",
  },
  'error.profile_expired': {
    zh: 'IPA 内的描述文件或签名证书已过期，请更新后重新构建。',
    en: "The IPA's provisioning profile or signing certificate has expired. Renew it and build again.",
  },
  'error.profile_app_store': {
    zh: '这是提交 App Store 的版本，不能直接安装。请用企业或 Ad Hoc 方式导出。',
    en: 'This is an App Store build, which no device can install directly. Export it for enterprise or ad hoc.',
  },
  'error.credentials_wrong': {
    zh: '号码或密码不正确，请核对后重新输入。',
    en: 'The number or the password is not right. Check both and type them again.',
  },
  'error.directory_unavailable': {
    zh: '暂时无法核对身份，请过一会儿再试。',
    en: 'Your identity cannot be checked just now. Try again in a little while.',
  },
  'error.sign_in_failed': {
    zh: '登录没有完成，请再试一次。',
    en: 'The sign-in was not completed. Please try again.',
  },
  'error.not_registered': {
    zh: '您还没有注册，请先完成注册。',
    en: 'You are not registered yet. Please register first.',
  },
  'error.phone_missing': {
    zh: '系统中没有您的手机号码。',
    en: 'There is no mobile number on record for you.',
  },
  'error.phone_taken': {
    zh: '这个手机号码已经绑定了另一个账号。',
    en: 'This mobile number is already bound to another account.',
  },
  'error.number_taken': {
    zh: '这个号码已经通过另一个账号注册过。',
    en: 'This number is already registered through another account.',
  },
  'error.registration_suspended': {
    zh: '您的注册已被暂停，请联系管理人员。',
    en: 'Your registration is suspended. Please ask the help desk.',
  },
  'error.code_wrong': {
    zh: '验证码不正确，请核对短信后重新输入。',
    en: 'This is not the code. Check the message and type it again.',
  },
  'error.code_expired': {
    zh: '验证码已失效，请重新获取。',
    en: 'This code is no longer valid. Ask for a new one.',
  },
  'error.message_undeliverable': {
    zh: '短信暂时发不出去，请过几分钟再试。',
    en: 'The message could not be sent just now. Try again in a few minutes.',
  },
  'error.ticket_invalid': {
    zh: '这个链接无效。请回到应用页面，重新点按按钮。',
    en: "This link is not valid. Go back to the app's page and tap the button again.",
  },
  'error.ticket_expired': {
    zh: '这个链接已过期。请回到应用页面，重新点按按钮。',
    en: "This link has expired. Go back to the app's page and tap the button again.",
  },
  'error.range_not_satisfiable': {
    zh: '请求的部分超出了文件范围。',
    en: 'The part asked for is not in the file.',
  },
  'error.precondition_failed': {
    zh: '文件已经变更，请重新下载。',
    en: 'The file has changed. Download it again.',
  },
  'error.server_certificate_unusable': {
    zh: '服务器证书无法使用。',
    en: "The server's certificate cannot be used.",
  },
} as const satisfies Texts;
