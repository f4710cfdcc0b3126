import { z } from 'zod';
import { readPropertyList } from './property-list.js';

const text = z.string().max(2000);
const number = z.union([z.string().max(200), z.number().transform(String)]);
const names = z.array(text).max(200);
const icons = z.object({
  CFBundlePrimaryIcon: z
    .object({ CFBundleIconFiles: names.optional(), CFBundleIconName: text.optional() })
    .optional(),
});

const schema = z.object({
  CFBundleIdentifier: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9._-]+$/),
  CFBundleVersion: number,
  CFBundleShortVersionString: number.optional(),
  CFBundleExecutable: text.optional(),
  CFBundleDisplayName: text.optional(),
  CFBundleName: text.optional(),
  MinimumOSVersion: z
    .string()
    .max(20)
    .regex(/^\d+(\.\d+)*$/)
    .optional(),
  CFBundleSupportedPlatforms: names.optional(),
  // Xcode writes an array of numbers; some tools a number, or text. What it is not is left out.
  UIDeviceFamily: z
    .union([number.transform((one) => [one]), z.array(number).max(20)])
    .optional()
    .catch(undefined),
  CFBundleIcons: icons.optional(),
  'CFBundleIcons~ipad': icons.optional(),
  CFBundleIconFiles: names.optional(),
  CFBundleIconFile: text.optional(),
  CFBundleIconName: text.optional(),
});

/** The keys of an app's `Info.plist` that are read, checked. */
export type InfoPlist = z.output<typeof schema>;

/** Reads `Info.plist`, XML or binary. Throws where it is damaged or lacks what an app must have. */
export function readInfoPlist(bytes: Buffer): InfoPlist {
  return schema.parse(readPropertyList(bytes));
}
