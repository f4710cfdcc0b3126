import type { Device } from '../../../src/http/pages/device.js';

/**
 * What the app's address shows: to a phone or a tablet the way to register, to a computer the QR
 * code, inside an app the way out of it, to HarmonyOS NEXT that it is not supported yet.
 */
export type PageShown = 'phone' | 'computer' | 'leave' | 'unsupported';

/** A User-Agent header as it was sent, the page it gets and what is read from it. */
export type UserAgentRow = readonly [
  title: string,
  page: PageShown,
  userAgent: string,
  device: Partial<Device>,
];
