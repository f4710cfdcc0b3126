import { z } from 'zod';
import { readPropertyList } from '../../apple/property-list.js';

const text = z.string().max(2000);
const number = z.union([z.string().max(200), z.number().transform(String)]);

const schema = z.object({
  CFBundleIdentifier: z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9._-]+$/),
  CFBundleVersion: number,
  CFBundleShortVersionString: number.optional(),
  CFBundleExecutable: z
    .string()
    .max(500)
    .regex(/^[^/]+$/),
  CFBundleDisplayName: text.optional(),
  CFBundleName: text.optional(),
  CFBundleIconFile: text.optional(),
  CFBundleSupportedPlatforms: z.array(text).max(20).optional(),
  LSMinimumSystemVersion: z
    .string()
    .max(20)
    .regex(/^\d+(\.\d+)*$/)
    .optional(),
});

/** The keys of a macOS app's `Info.plist` that are read, checked. */
export type MacInfoPlist = z.output<typeof schema>;

/** Reads `Contents/Info.plist`, XML or binary. Throws where it is damaged or lacks what an app must have. */
export function readMacInfoPlist(bytes: Buffer): MacInfoPlist {
  return schema.parse(readPropertyList(bytes));
}
