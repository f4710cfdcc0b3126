export type System = 'ios' | 'android' | 'harmony-next' | 'macos' | 'windows' | 'other';

/** In this order: HarmonyOS NEXT looks like Chrome, a Windows phone like Android, an iPad like a Mac. */
export const systems: readonly [System, RegExp][] = [
  ['harmony-next', /OpenHarmony|ArkWeb\//],
  ['other', /Windows Phone/],
  ['android', /Android/],
  ['ios', /iPhone|iPad|iPod/],
  ['ios', /Macintosh.*(?:CriOS|FxiOS|EdgiOS|Mobile\/)/],
  ['windows', /Windows NT/],
  ['macos', /Macintosh/],
];

/** Browsers that exist on a Mac alone: whoever has one of them holds no iPad. */
export const certainlyMac = /Chrome\/|Firefox\/|MacWechat|Electron\//;

/** Phones that run no 32-bit app: Google's since the Pixel 7. An iPhone since iOS 11 is told by its version. */
export const only64Bit = /; Pixel (?:[7-9]|\d{2})/;

/** A 32-bit processor or a 32-bit system on a 64-bit one, where a browser says so. */
export const only32Bit = /armv7l|armv8l/;
