import { AppError } from '../../../errors.js';
import type { Judgement } from '../../anchors.js';
import type { SchemeVerification } from '../../artifact.js';
import { sha256Hex } from '../../certificate.js';
import { readingPart } from '../../damage.js';
import { type Draft, refuseWith } from '../../draft.js';
import type { FileBytes } from '../../file-bytes.js';
import { macAppPart, partSizes } from '../../size-by-part.js';
import { judgeDeveloperId } from './developer-id.js';
import { readImageSignature } from './disk-image/image-signature.js';
import { openImage } from './disk-image/open-image.js';
import type { ImageTrailer } from './disk-image/trailer.js';
import type { VolumeFile } from './disk-image/volume-file.js';
import { volumeFiles } from './disk-image/volume-files.js';
import { beginMacApp, readMacApp } from './read-mac-app.js';
import { invalid } from './signature-refusals.js';

const part = 'The disk image';
/** A few kilobytes of tables can claim any number of zeros. */
const maxAppSize = 32 * 2 ** 30;

/** Reads the one app for macOS on a disk image into the draft, and judges the image's own signature. */
export async function readDiskImage(
  draft: Draft,
  file: FileBytes,
  judgement: Judgement,
): Promise<void> {
  beginMacApp(draft, 'dmg');
  const { trailer, volume, files, packedSizeOf } = readingPart(part, () => openImage(file));
  const folder = onlyApp(files);
  const inside = files.filter(({ path }) => path.startsWith(folder));
  if (inside.reduce((sum, { size }) => sum + size, 0) > maxAppSize) throw tooLarge();
  const packed = inside.map((each) => ({ name: each.path, compressedSize: packedSizeOf(each) }));
  draft.artifact.sizeByPart = partSizes(packed, file.size, macAppPart(folder));
  const signed = judgeImage(draft, file, trailer, judgement);
  await readMacApp(draft, volumeFiles(volume, inside), { ...signed, folder }, judgement);
}

function tooLarge(): AppError {
  return new AppError(
    'unreadable_artifact',
    `The app on the disk image is larger than ${maxAppSize / 2 ** 30} GiB.`,
  );
}

/** `<name>.app/` at the top, of which there is one; links and what dresses the window do not count. */
function onlyApp(files: readonly VolumeFile[]): string {
  const tops = new Set<string>();
  const apps = new Set<string>();
  for (const { path } of files) {
    const [top = '', inside] = path.split('/');
    tops.add(top);
    if (top.endsWith('.app') && inside === 'Contents') apps.add(top);
  }
  const [only, ...others] = apps;
  if (only !== undefined && others.length === 0) return `${only}/`;
  if (only !== undefined) {
    throw new AppError(
      'unreadable_artifact',
      `The disk image holds ${apps.size} apps; make one with exactly one.`,
    );
  }
  const installer = [...tops].find((name) => /\.m?pkg$/i.test(name));
  throw new AppError(
    'unsupported_artifact',
    installer === undefined
      ? 'The disk image has no app at its top; make one of the app (.app), or upload the app as a ZIP archive.'
      : `The disk image holds an installer package and no app; upload the package itself: ${JSON.stringify(installer.slice(0, 120))}.`,
  );
}

interface SignedImage {
  schemes: readonly SchemeVerification[];
  /** Of the image, beside what is not checked of every app. */
  notChecked: readonly string[];
  hasTicket: boolean;
}

/** What lies beside the app is covered by the image's signature alone. */
const unsigned: SignedImage = { schemes: [], notChecked: ['other-files'], hasTicket: false };

function judgeImage(
  draft: Draft,
  file: FileBytes,
  trailer: ImageTrailer | null,
  judgement: Judgement,
): SignedImage {
  try {
    return trailer === null ? unsigned : judgeSignature(draft, file, trailer, judgement);
  } catch (error) {
    refuseWith(draft, error);
    return unsigned;
  }
}

function judgeSignature(
  draft: Draft,
  file: FileBytes,
  trailer: ImageTrailer,
  judgement: Judgement,
): SignedImage {
  const found = readingPart('The signature of the disk image', () =>
    readImageSignature(file, trailer),
  );
  if (found === null) return unsigned;
  const { signer, hasTicket } = found;
  if (signer === null) return { ...unsigned, hasTicket };
  const { chain, timestamp } = signer;
  const [certificate] = chain;
  if (certificate === undefined || timestamp?.isValid === false) {
    throw invalid('The timestamp of the disk image’s signature does not hold');
  }
  judgeDeveloperId(draft, chain, { kind: 'Developer ID Application', timestamp }, judgement);
  const scheme = 'disk-image-signature';
  const certificates = [sha256Hex(certificate)];
  return { schemes: [{ scheme, verified: true, certificates }], notChecked: [], hasTicket };
}
