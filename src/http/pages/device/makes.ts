/** Those who make Android phones and warn of an app in words of their own. */
export type AndroidMake = 'huawei' | 'honor' | 'xiaomi' | 'oppo' | 'vivo' | 'samsung';

/** By name, by the maker's own browser, by the form of its model numbers. OnePlus and realme are OPPO's. */
export const makes: readonly [AndroidMake, RegExp][] = [
  ['honor', /honor/i],
  ['huawei', /huawei|HarmonyOS|HMSCore|; [A-Z]{3}-[A-Z]{1,2}\d{2}\w?(?: Build|\)|;)/i],
  ['xiaomi', /MiuiBrowser|Xiaomi|Redmi|POCO|; (?:MI|Mi|MIX) |; M?2\d{3,7}[A-Z]\w*(?: Build|\)|;)/],
  [
    'oppo',
    /HeyTapBrowser|OppoBrowser|OPPO|OnePlus|realme|; (?:P[A-Z]{3}\d{2}|P[A-Z]{2}\d{3}|CPH\d{4}|RMX\d{4}|(?:LE|IN|KB|NE|HD|GM)\d{4})/,
  ],
  ['vivo', /VivoBrowser|vivo|iQOO|; V\d{4}[A-Z]{1,2}(?: Build|\)|;)/],
  ['samsung', /SamsungBrowser|SAMSUNG|; SM-[A-Z]\d/],
];
