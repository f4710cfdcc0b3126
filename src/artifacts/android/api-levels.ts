/** Android versions by API level, from https://developer.android.com/tools/releases/platforms. */
const versions = [
  '1.0',
  '1.1',
  '1.5',
  '1.6',
  '2.0',
  '2.0.1',
  '2.1',
  '2.2',
  '2.3',
  '2.3.3',
  '3.0',
  '3.1',
  '3.2',
  '4.0',
  '4.0.3',
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.4',
  '5.0',
  '5.1',
  '6.0',
  '7.0',
  '7.1',
  '8.0',
  '8.1',
  '9',
  '10',
  '11',
  '12',
  '12.1',
  '13',
  '14',
  '15',
  '16',
];

/** Code names a preview SDK wrote into manifests, by the level it became. */
const codeNames: Readonly<Record<string, number>> = {
  IceCreamSandwich: 14,
  IceCreamSandwichMR1: 15,
  JellyBean: 16,
  JellyBeanMR1: 17,
  JellyBeanMR2: 18,
  KitKat: 19,
  L: 21,
  LMP: 21,
  MNC: 23,
  M: 23,
  N: 24,
  O: 26,
  P: 28,
  Q: 29,
  R: 30,
  S: 31,
  Sv2: 32,
  Tiramisu: 33,
  UpsideDownCake: 34,
  VanillaIceCream: 35,
  Baklava: 36,
};

/** The API level of an SDK as a manifest names it: a number or a code name. Null where unknown. */
export function apiLevel(sdk: string): number | null {
  if (/^\d{1,5}$/.test(sdk)) return Number(sdk);
  return Object.hasOwn(codeNames, sdk) ? (codeNames[sdk] ?? null) : null;
}

/** The Android version of an SDK, e.g. `8.0` for 26. Null where unknown. */
export function androidVersion(sdk: string): string | null {
  const level = apiLevel(sdk);
  return level === null ? null : (versions[level - 1] ?? null);
}
