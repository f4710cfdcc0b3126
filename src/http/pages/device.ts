import type { Platform } from '../../platform.js';
import {
  browsersWithoutSafari,
  type InAppBrowser,
  inAppBrowsers,
} from './device/in-app-browsers.js';
import { type AndroidMake, makes } from './device/makes.js';
import { certainlyMac, only32Bit, only64Bit, type System, systems } from './device/systems.js';

/** What a User-Agent header lets one guess. It decides what a page says first, never what one may do. */
export interface Device {
  system: System;
  form: 'phone' | 'tablet' | 'desktop';
  /** `[major, minor]`; null where the header does not tell or is known to say the same of all. */
  version: readonly [number, number] | null;
  /** An iPad's Safari sends a Mac's header. */
  perhapsIpad: boolean;
  make: AndroidMake | null;
  /** The apps it can run, where the header tells: those of 32 bits alone, or of 64 bits alone. */
  bits: 32 | 64 | null;
  inAppBrowser: InAppBrowser | null;
}

/** Reads a User-Agent header. */
export function readDevice(userAgent: string): Device {
  const system = firstMatch(systems, userAgent) ?? 'other';
  const version = readVersion(system, userAgent);
  return {
    system,
    form: readForm(system, userAgent),
    version,
    perhapsIpad: system === 'macos' && !certainlyMac.test(userAgent),
    make: system === 'android' ? firstMatch(makes, userAgent) : null,
    bits: readBits(system, version, userAgent),
    inAppBrowser: readInAppBrowser(system, userAgent),
  };
}

/** The platform whose builds run on it, or null. */
export function platformOf(device: Device): Platform | null {
  return device.system === 'harmony-next' || device.system === 'other' ? null : device.system;
}

/** Inside an app nothing can be installed; on HarmonyOS NEXT nothing can be outside of it either. */
export function mustLeave({ inAppBrowser, system }: Device): boolean {
  return inAppBrowser !== null && system !== 'harmony-next';
}

/** Who says that the Mac is an iPad is shown what an iPad is shown. */
export function asIpad(device: Device): Device {
  return { ...device, system: 'ios', form: 'tablet', version: null, perhapsIpad: false };
}

function readForm(system: System, userAgent: string): Device['form'] {
  switch (system) {
    case 'ios':
      return /iPhone|iPod/.test(userAgent) ? 'phone' : 'tablet';
    case 'android':
      return /Mobile/.test(userAgent) ? 'phone' : 'tablet';
    case 'harmony-next':
      if (/\(PC;/.test(userAgent)) return 'desktop';
      return /\(Tablet;/.test(userAgent) ? 'tablet' : 'phone';
    default:
      return /Windows Phone/.test(userAgent) ? 'phone' : 'desktop';
  }
}

/** Safari stopped counting `OS` at 18; from 26 on `Version` tells. Chrome's `Android 10; K` is everybody's. */
function readVersion(system: System, userAgent: string): Device['version'] {
  if (system === 'ios') {
    const safari = /Version\/(\d+)\.(\d+)/.exec(userAgent);
    if (Number(safari?.[1]) >= 26) return pair(safari);
    return pair(/ OS (\d+)[_.](\d+)/.exec(userAgent));
  }
  if (system !== 'android' || /Android 10; K\)/.test(userAgent)) return null;
  return pair(/Android (\d+)(?:\.(\d+))?/.exec(userAgent));
}

function pair(match: RegExpExecArray | null): Device['version'] {
  return match === null ? null : [Number(match[1]), Number(match[2] ?? 0)];
}

function readBits(system: System, version: Device['version'], userAgent: string): Device['bits'] {
  if (system === 'ios') return version !== null && version[0] >= 11 ? 64 : null;
  if (system !== 'android') return null;
  if (only64Bit.test(userAgent)) return 64;
  return only32Bit.test(userAgent) ? 32 : null;
}

function readInAppBrowser(system: System, userAgent: string): InAppBrowser | null {
  const named = firstMatch(inAppBrowsers, userAgent);
  if (named !== null || system !== 'ios') return named;
  return /Safari\//.test(userAgent) || browsersWithoutSafari.test(userAgent) ? null : 'other';
}

function firstMatch<Name>(table: readonly [Name, RegExp][], text: string): Name | null {
  return table.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
