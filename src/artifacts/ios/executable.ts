import type { Archive } from '../archive.js';
import { damaged } from '../damage.js';
import { type Draft, refuse } from '../draft.js';
import { readForward } from '../forward-reader.js';
import type { InfoPlist } from './info-plist.js';
import { type MachOSlice, machPlatform, readMachO } from './mach-o.js';

const maxExecutableSize = 1024 * 1024 * 1024;

/** Reads the app's executable as a stream: load commands and code signature of each slice. */
export async function readExecutable(
  archive: Archive,
  appFolder: string,
  info: InfoPlist,
): Promise<MachOSlice[]> {
  const entry = archive.entries.get(`${appFolder}${info.CFBundleExecutable ?? ''}`);
  if (entry === undefined || entry.size > maxExecutableSize)
    throw damaged('The executable of the app');
  const reader = readForward(await archive.stream(entry));
  try {
    return await readMachO(reader);
  } catch (error) {
    throw damaged('The executable of the app', error);
  } finally {
    reader.close();
  }
}

/** Refuses what no device can run: code for the simulator or another system, and encrypted code. */
export function judgeExecutable(draft: Draft, slices: readonly MachOSlice[]): void {
  const isForDevices = slices.some(
    ({ isArm, platform }) => isArm && (platform === null || platform === machPlatform.ios),
  );
  if (!isForDevices) {
    refuse(
      draft,
      'wrong_platform',
      'The executable is not built for iPhone and iPad; archive the app for devices and export a signed IPA.',
    );
  }
  if (slices.some(({ isEncrypted }) => isEncrypted)) {
    refuse(
      draft,
      'encrypted_app',
      'The app is encrypted by the App Store for one account; upload the build as it was exported, not as downloaded.',
    );
  }
}
