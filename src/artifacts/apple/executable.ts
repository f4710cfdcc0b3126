import { AppError } from '../../errors.js';
import { damaged } from '../damage.js';
import { type Draft, refuse, refuseWith } from '../draft.js';
import { readForward } from '../forward-reader.js';
import type { PackedFile, PackedFiles } from '../packed-files.js';
import type { InfoPlist } from './info-plist.js';
import { type MachOSlice, machPlatform, readMachO } from './mach-o.js';

const maxExecutableSize = 1024 * 1024 * 1024;
const mainSubject = 'The executable of the app';

/** Reads the app's executable as a stream: load commands and code signature of each slice. */
export async function readExecutable(
  archive: PackedFiles,
  appFolder: string,
  info: InfoPlist,
): Promise<MachOSlice[]> {
  const entry = archive.entries.get(`${appFolder}${info.CFBundleExecutable ?? ''}`);
  if (entry === undefined) throw damaged(mainSubject);
  return readCode(archive, entry, mainSubject);
}

/** The same of any code in the app; `subject` names it in the refusal of what is no Mach-O. */
export async function readCode(
  archive: PackedFiles,
  entry: PackedFile,
  subject: string,
): Promise<MachOSlice[]> {
  if (entry.size > maxExecutableSize) throw damaged(subject);
  const reader = readForward(await archive.stream(entry));
  try {
    return await readMachO(reader);
  } catch (error) {
    throw damaged(subject, error);
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
    refuseWith(draft, encryptedApp());
  }
}

/** The refusal for code that only the App Store's customer can run. */
export function encryptedApp(): AppError {
  return new AppError(
    'encrypted_app',
    'The app is encrypted by the App Store for one account; upload the build as it was exported, not as downloaded.',
  );
}
