import type { Texts } from '../texts.js';

/** What verdicts and warnings of desktop builds say beside those of phones. */
export const desktopTexts = {
  'console.scheme.authenticode': { zh: 'Authenticode 签名', en: 'Authenticode signature' },
  'console.scheme.installer-signature': {
    zh: '安装包签名（Developer ID）',
    en: 'Installer signature (Developer ID)',
  },
  'console.scheme.disk-image-signature': {
    zh: '磁盘映像签名（Developer ID）',
    en: 'Disk image signature (Developer ID)',
  },
  'console.not-checked.other-files': {
    zh: '磁盘映像中应用以外的文件',
    en: 'The files on the disk image beside the app',
  },
  'console.not-checked.certificate-chain': {
    zh: '证书是否由 Windows 信任的机构颁发',
    en: 'Whether an authority that Windows trusts issued the certificate',
  },
  'console.not-checked.payload': {
    zh: '安装包内的程序（仅校验其未被改动）',
    en: 'The programs inside the package, beyond that they were not changed',
  },
  'console.not-checked.nested-code': {
    zh: '应用内其他程序各自的签名',
    en: 'The own signatures of further programs inside the app',
  },
  'console.not-checked.notarisation-ticket': {
    zh: '公证凭据的内容',
    en: 'What the notarisation ticket says',
  },
  'console.warning.no_timestamp': {
    zh: '签名没有时间戳。',
    en: 'Its signature bears no timestamp.',
  },
  'console.warning.no_timestamp.remedy': {
    zh: '证书到期后签名随之失效。签名时请加上时间戳。',
    en: 'It stops counting when the certificate ends. Add a timestamp when you sign.',
  },
  'console.warning.self_signed': {
    zh: '签名证书是自签名的。',
    en: 'Its signing certificate was issued by its own holder.',
  },
  'console.warning.self_signed.remedy': {
    zh: '只有装过该证书的电脑才信任它。请使用机构颁发的代码签名证书。',
    en: 'Only computers with that certificate installed trust it. Sign with a code signing certificate of an authority.',
  },
  'console.warning.not_notarised': {
    zh: '没有附上公证凭据。',
    en: 'No notarisation ticket is stapled to it.',
  },
  'console.warning.not_notarised.remedy': {
    zh: '首次打开时 Mac 会联网询问苹果，断网时打不开。请公证后附上凭据（stapler staple）。',
    en: 'A Mac asks Apple when it is first opened, and refuses it offline. Notarise it and staple the ticket.',
  },
  'console.warning.unsigned_bytes': {
    zh: '文件末尾有签名未覆盖的内容。',
    en: 'It ends in bytes that its signature does not cover.',
  },
  'console.warning.unsigned_bytes.remedy': {
    zh: '无法判断这些内容是否被改动过。请重新构建并签名。',
    en: 'Nobody can tell whether they were changed. Build and sign it again.',
  },
  'console.signer.timestamp': { zh: '签名时间', en: 'Signed on' },
  'console.signer.notarised': { zh: '苹果公证', en: 'Notarised by Apple' },
  'console.signer.notarised.yes': { zh: '已附上凭据', en: 'A ticket is stapled' },
  'console.signer.notarised.no': { zh: '没有凭据', en: 'No ticket' },
} as const satisfies Texts;
