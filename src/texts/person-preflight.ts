import type { Texts } from './texts.js';

/** What is known to stand in the way before anything is tapped. */
export const personPreflightTexts = {
  'preflight.title': { zh: '安装前请看', en: 'Before you install' },
  'preflight.stop': { zh: '这台设备现在装不了', en: 'This device cannot install it now' },
  'preflight.why': { zh: '原因和办法', en: 'Why, and what to do' },
  'preflight.old.ios': {
    zh: '这个版本需要 iOS {needed} 或更高版本，这台设备是 {found}。请先到「设置 › 通用 › 软件更新」更新系统；不能更新的，请换一台设备。',
    en: 'This version needs iOS {needed} or later; this device has {found}. Update it in Settings › General › Software Update. If it cannot be updated, use another device.',
  },
  'preflight.old.android': {
    zh: '这个版本需要 Android {needed} 或更高版本，这部手机是 {found}。请先到「设置」里更新系统；不能更新的，请换一部手机。',
    en: 'This version needs Android {needed} or later; this phone has {found}. Update it in Settings. If it cannot be updated, use another phone.',
  },
  'preflight.ipad-only': {
    zh: '这个版本只能装在 iPad 上。请用 iPad 扫同一个二维码。',
    en: 'This version is for the iPad only. Scan the same code with an iPad.',
  },
  'preflight.iphone-only': {
    zh: '这个版本是为 iPhone 做的，在 iPad 上可以使用，但画面比较小。',
    en: 'This version was made for the iPhone. It works on an iPad, in a smaller window.',
  },
  'preflight.ad-hoc': {
    zh: '这个版本只能装在事先登记过的设备上。没有登记过的，请联系下方的人员登记。',
    en: 'This version installs only on phones that were entered by name. If yours was not, ask the people below to enter it.',
  },
  'preflight.development': {
    zh: '这个版本供测试使用，只能装在事先登记过的设备上。没有登记过的，请联系下方的人员。',
    en: 'This version is for tests and installs only on phones that were entered by name. If yours was not, ask the people below.',
  },
  'preflight.expired': {
    zh: '这个版本已在{date}到期，安装后打不开。请联系下方的人员，等待新版本。',
    en: 'This version ended on {date} and would not open. Ask the people below for a newer one.',
  },
  'preflight.expires': {
    zh: '这个版本使用到{date}为止。到期前会有新版本，届时请再扫一次二维码更新。',
    en: 'This version works until {date}. A newer one comes before that: scan the code again to update.',
  },
  'preflight.only-32': {
    zh: '这个版本不能在这部手机上运行，它只适合较早的手机。请联系下方的人员。',
    en: 'This version does not run on this phone; it is for older ones. Ask the people below.',
  },
  'preflight.only-64': {
    zh: '这个版本不能在这部手机上运行，它只适合较新的手机。请换一部手机，或联系下方的人员。',
    en: 'This version does not run on this phone; it is for newer ones. Use another phone, or ask the people below.',
  },
  'preflight.no-phone': {
    zh: '这个版本可能不是为手机做的，安装后可能打不开。装不上的，请联系下方的人员。',
    en: 'This version may not be made for phones and may not open. If it does not install, ask the people below.',
  },
  'preflight.authority': {
    zh: '若浏览器提示「不安全」，或点按后没有反应，请先信任这台服务器，只需要做一次。',
    en: 'If your browser says “not secure”, or nothing happens when you tap, trust this server first. You do this once.',
  },
  'preflight.authority.help': { zh: '看怎样信任这台服务器', en: 'See how to trust this server' },
} as const satisfies Texts;
