import type { Platform } from '../platform.js';

/**
 * Compares two version codes of one platform: below 0 when `a` is older. Android's is one whole
 * number up to 64 bits; Apple's `CFBundleVersion` and Windows' file version are whole numbers
 * between dots, compared from left to right, where a missing one is 0.
 */
export function compareVersionCodes(platform: Platform, a: string, b: string): number {
  const separator = platform === 'android' ? /$^/ : '.';
  const left = a.split(separator).map(wholeNumber);
  const right = b.split(separator).map(wholeNumber);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index] ?? 0n, right[index] ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** `CFBundleVersion` may end in letters (`1.2b3`); Apple compares the number before them. */
function wholeNumber(text: string): bigint {
  return BigInt(/^\s*(\d+)/.exec(text)?.[1] ?? '0');
}
